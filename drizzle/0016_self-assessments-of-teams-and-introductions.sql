CREATE TABLE "introductions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"first_id" uuid NOT NULL,
	"second_id" uuid NOT NULL,
	"topic" text NOT NULL,
	"first_wants" boolean,
	"second_wants" boolean,
	"second_asked_at" timestamp with time zone,
	"created_by" uuid NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	CONSTRAINT "introductions_two_check" CHECK ("introductions"."first_id" <> "introductions"."second_id"),
	CONSTRAINT "introductions_order_check" CHECK ("introductions"."second_asked_at" is null or "introductions"."first_wants")
);
--> statement-breakpoint
CREATE TABLE "assessment_levels" (
	"self_assessment_id" uuid NOT NULL,
	"practice" text NOT NULL,
	"level" smallint NOT NULL,
	"target" smallint NOT NULL,
	CONSTRAINT "assessment_levels_pkey" PRIMARY KEY("self_assessment_id","practice"),
	CONSTRAINT "assessment_levels_level_check" CHECK ("assessment_levels"."level" between 1 and 5),
	CONSTRAINT "assessment_levels_target_check" CHECK ("assessment_levels"."target" between "assessment_levels"."level" and 5)
);
--> statement-breakpoint
CREATE TABLE "assessment_voters" (
	"self_assessment_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"voted" boolean DEFAULT false NOT NULL,
	CONSTRAINT "assessment_voters_pkey" PRIMARY KEY("self_assessment_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "assessment_votes" (
	"self_assessment_id" uuid NOT NULL,
	"practice" text NOT NULL,
	"level" smallint NOT NULL,
	"votes" integer NOT NULL,
	CONSTRAINT "assessment_votes_pkey" PRIMARY KEY("self_assessment_id","practice","level"),
	CONSTRAINT "assessment_votes_level_check" CHECK ("assessment_votes"."level" between 1 and 5)
);
--> statement-breakpoint
CREATE TABLE "frameworks" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"practices" jsonb NOT NULL,
	"created_by" uuid NOT NULL,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "self_assessments" (
	"id" uuid PRIMARY KEY NOT NULL,
	"framework_id" uuid NOT NULL,
	"unit" text NOT NULL,
	"facilitator_id" uuid,
	"state" text DEFAULT 'voting' NOT NULL,
	"created_by" uuid NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"agreed_at" timestamp with time zone,
	CONSTRAINT "self_assessments_state_check" CHECK ("self_assessments"."state" in ('voting', 'voted', 'agreed'))
);
--> statement-breakpoint
ALTER TABLE "introductions" ADD CONSTRAINT "introductions_first_id_people_id_fk" FOREIGN KEY ("first_id") REFERENCES "public"."people"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "introductions" ADD CONSTRAINT "introductions_second_id_people_id_fk" FOREIGN KEY ("second_id") REFERENCES "public"."people"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assessment_levels" ADD CONSTRAINT "assessment_levels_self_assessment_id_self_assessments_id_fk" FOREIGN KEY ("self_assessment_id") REFERENCES "public"."self_assessments"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assessment_voters" ADD CONSTRAINT "assessment_voters_self_assessment_id_self_assessments_id_fk" FOREIGN KEY ("self_assessment_id") REFERENCES "public"."self_assessments"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assessment_voters" ADD CONSTRAINT "assessment_voters_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assessment_votes" ADD CONSTRAINT "assessment_votes_self_assessment_id_self_assessments_id_fk" FOREIGN KEY ("self_assessment_id") REFERENCES "public"."self_assessments"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "self_assessments" ADD CONSTRAINT "self_assessments_facilitator_id_people_id_fk" FOREIGN KEY ("facilitator_id") REFERENCES "public"."people"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "introductions_first_idx" ON "introductions" USING btree ("first_id","created_at");--> statement-breakpoint
CREATE INDEX "introductions_second_idx" ON "introductions" USING btree ("second_id","created_at");--> statement-breakpoint
CREATE INDEX "assessment_voters_person_idx" ON "assessment_voters" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "self_assessments_framework_idx" ON "self_assessments" USING btree ("framework_id","unit","agreed_at");--> statement-breakpoint
CREATE INDEX "self_assessments_created_by_idx" ON "self_assessments" USING btree ("created_by","id");