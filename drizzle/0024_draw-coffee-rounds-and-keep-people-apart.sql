CREATE TABLE "coffee_matches" (
	"id" uuid PRIMARY KEY NOT NULL,
	"gathering_id" uuid NOT NULL,
	"table_number" integer NOT NULL,
	"way" text NOT NULL,
	"shared_from" timestamp with time zone,
	"shared_until" timestamp with time zone,
	"again" smallint,
	CONSTRAINT "coffee_matches_table_key" UNIQUE("gathering_id","table_number"),
	CONSTRAINT "coffee_matches_way_check" CHECK ("coffee_matches"."way" in ('remote', 'in-person'))
);
--> statement-breakpoint
CREATE TABLE "coffee_rounds" (
	"gathering_id" uuid PRIMARY KEY NOT NULL,
	"programme_id" uuid NOT NULL,
	"seed" bigint NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"drawn_at" timestamp with time zone,
	"matched" integer DEFAULT 0 NOT NULL,
	"unmatched" integer DEFAULT 0 NOT NULL,
	"tables" integer DEFAULT 0 NOT NULL,
	"relaxed" integer DEFAULT 0 NOT NULL,
	"notes" jsonb DEFAULT '[]'::jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "coffee_seats" (
	"match_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"answer" text,
	"stay" boolean DEFAULT false NOT NULL,
	"answered_at" timestamp with time zone,
	CONSTRAINT "coffee_seats_pkey" PRIMARY KEY("match_id","person_id"),
	CONSTRAINT "coffee_seats_answer_check" CHECK ("coffee_seats"."answer" in ('yes', 'not-yet', 'no'))
);
--> statement-breakpoint
CREATE TABLE "do_not_match" (
	"person_id" uuid NOT NULL,
	"other_id" uuid NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "do_not_match_pkey" PRIMARY KEY("person_id","other_id"),
	CONSTRAINT "do_not_match_other_check" CHECK ("do_not_match"."person_id" <> "do_not_match"."other_id")
);
--> statement-breakpoint
CREATE TABLE "meeting_claims" (
	"gathering_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"other_id" uuid NOT NULL,
	"stay" boolean DEFAULT false NOT NULL,
	"said_at" timestamp with time zone NOT NULL,
	CONSTRAINT "meeting_claims_pkey" PRIMARY KEY("gathering_id","person_id","other_id")
);
--> statement-breakpoint
ALTER TABLE "coffee_matches" ADD CONSTRAINT "coffee_matches_gathering_id_coffee_rounds_gathering_id_fk" FOREIGN KEY ("gathering_id") REFERENCES "public"."coffee_rounds"("gathering_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "coffee_rounds" ADD CONSTRAINT "coffee_rounds_gathering_id_gatherings_id_fk" FOREIGN KEY ("gathering_id") REFERENCES "public"."gatherings"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "coffee_rounds" ADD CONSTRAINT "coffee_rounds_programme_id_programmes_id_fk" FOREIGN KEY ("programme_id") REFERENCES "public"."programmes"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "coffee_seats" ADD CONSTRAINT "coffee_seats_match_id_coffee_matches_id_fk" FOREIGN KEY ("match_id") REFERENCES "public"."coffee_matches"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "coffee_seats" ADD CONSTRAINT "coffee_seats_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "do_not_match" ADD CONSTRAINT "do_not_match_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "do_not_match" ADD CONSTRAINT "do_not_match_other_id_people_id_fk" FOREIGN KEY ("other_id") REFERENCES "public"."people"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "meeting_claims" ADD CONSTRAINT "meeting_claims_gathering_id_gatherings_id_fk" FOREIGN KEY ("gathering_id") REFERENCES "public"."gatherings"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "meeting_claims" ADD CONSTRAINT "meeting_claims_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "meeting_claims" ADD CONSTRAINT "meeting_claims_other_id_people_id_fk" FOREIGN KEY ("other_id") REFERENCES "public"."people"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "coffee_rounds_programme_idx" ON "coffee_rounds" USING btree ("programme_id","gathering_id");--> statement-breakpoint
CREATE INDEX "coffee_seats_person_idx" ON "coffee_seats" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "do_not_match_other_idx" ON "do_not_match" USING btree ("other_id");--> statement-breakpoint
CREATE INDEX "meeting_claims_person_idx" ON "meeting_claims" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "meeting_claims_other_idx" ON "meeting_claims" USING btree ("other_id");--> statement-breakpoint
CREATE INDEX "meeting_claims_said_idx" ON "meeting_claims" USING btree ("said_at");