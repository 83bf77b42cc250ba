CREATE TABLE "question_askers" (
	"gathering_id" uuid NOT NULL,
	"voice" "bytea" NOT NULL,
	"asked" integer NOT NULL,
	CONSTRAINT "question_askers_pkey" PRIMARY KEY("gathering_id","voice")
);
--> statement-breakpoint
CREATE TABLE "question_boxes" (
	"gathering_id" uuid PRIMARY KEY NOT NULL,
	"opens_at" timestamp with time zone NOT NULL,
	"order" text DEFAULT 'votes' NOT NULL,
	"secret" "bytea",
	"closed_at" timestamp with time zone,
	"published_at" timestamp with time zone,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "question_boxes_order_check" CHECK ("question_boxes"."order" in ('votes', 'location-in-turn')),
	CONSTRAINT "question_boxes_closed_check" CHECK (("question_boxes"."secret" is null) = ("question_boxes"."closed_at" is not null))
);
--> statement-breakpoint
CREATE TABLE "question_votes" (
	"question_id" uuid NOT NULL,
	"voice" "bytea" NOT NULL,
	CONSTRAINT "question_votes_pkey" PRIMARY KEY("question_id","voice")
);
--> statement-breakpoint
CREATE TABLE "questions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"gathering_id" uuid NOT NULL,
	"text" text NOT NULL,
	"location" text,
	"state" text DEFAULT 'open' NOT NULL,
	"merged_into" uuid,
	"removal_reason" text,
	"votes" integer,
	"outcome" text,
	"answer" text,
	"promised_by" text,
	"promised_on" date,
	CONSTRAINT "questions_state_check" CHECK ("questions"."state" in ('open', 'merged', 'removed')),
	CONSTRAINT "questions_removed_check" CHECK (("questions"."state" = 'removed') = ("questions"."removal_reason" is not null)),
	CONSTRAINT "questions_outcome_check" CHECK ("questions"."outcome" in ('answered', 'promised', 'not-answered'))
);
--> statement-breakpoint
ALTER TABLE "question_askers" ADD CONSTRAINT "question_askers_gathering_id_question_boxes_gathering_id_fk" FOREIGN KEY ("gathering_id") REFERENCES "public"."question_boxes"("gathering_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "question_boxes" ADD CONSTRAINT "question_boxes_gathering_id_gatherings_id_fk" FOREIGN KEY ("gathering_id") REFERENCES "public"."gatherings"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "question_votes" ADD CONSTRAINT "question_votes_question_fk" FOREIGN KEY ("question_id") REFERENCES "public"."questions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "questions" ADD CONSTRAINT "questions_gathering_id_question_boxes_gathering_id_fk" FOREIGN KEY ("gathering_id") REFERENCES "public"."question_boxes"("gathering_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "questions" ADD CONSTRAINT "questions_merged_into_questions_id_fk" FOREIGN KEY ("merged_into") REFERENCES "public"."questions"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "questions_gathering_idx" ON "questions" USING btree ("gathering_id");