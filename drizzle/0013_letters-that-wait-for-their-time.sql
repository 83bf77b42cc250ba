CREATE TABLE "letter_stops" (
	"person_id" uuid NOT NULL,
	"topic" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "letter_stops_pkey" PRIMARY KEY("person_id","topic")
);
--> statement-breakpoint
CREATE TABLE "letter_tokens" (
	"token_hash" "bytea" PRIMARY KEY NOT NULL,
	"letter_id" uuid NOT NULL,
	"purpose" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "letters" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"person_id" uuid NOT NULL,
	"subject_id" uuid NOT NULL,
	"occasion" text DEFAULT '' NOT NULL,
	"gathering_id" uuid,
	"due_at" timestamp with time zone NOT NULL,
	"owed_at" timestamp with time zone,
	"withdrawn_at" timestamp with time zone,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "letters_once_key" UNIQUE("subject_id","person_id","kind","occasion")
);
--> statement-breakpoint
ALTER TABLE "mails" DROP CONSTRAINT "mails_kind_check";--> statement-breakpoint
ALTER TABLE "mails" ADD COLUMN "letter_id" uuid;--> statement-breakpoint
ALTER TABLE "letter_stops" ADD CONSTRAINT "letter_stops_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "letter_tokens" ADD CONSTRAINT "letter_tokens_letter_id_letters_id_fk" FOREIGN KEY ("letter_id") REFERENCES "public"."letters"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "letters" ADD CONSTRAINT "letters_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "letters" ADD CONSTRAINT "letters_gathering_id_gatherings_id_fk" FOREIGN KEY ("gathering_id") REFERENCES "public"."gatherings"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "letter_tokens_letter_idx" ON "letter_tokens" USING btree ("letter_id");--> statement-breakpoint
CREATE INDEX "letters_person_idx" ON "letters" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "letters_gathering_idx" ON "letters" USING btree ("gathering_id");--> statement-breakpoint
CREATE INDEX "letters_due_idx" ON "letters" USING btree ("due_at") WHERE "letters"."owed_at" is null and "letters"."withdrawn_at" is null;--> statement-breakpoint
ALTER TABLE "mails" ADD CONSTRAINT "mails_letter_id_letters_id_fk" FOREIGN KEY ("letter_id") REFERENCES "public"."letters"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "mails_letter_key" ON "mails" USING btree ("letter_id") WHERE "mails"."letter_id" is not null;--> statement-breakpoint
ALTER TABLE "mails" ADD CONSTRAINT "mails_kind_check" CHECK ("mails"."kind" in ('invitation', 'update', 'cancellation', 'offer', 'refresh', 'no-answer', 'day-before', 'hour-before', 'note', 'uninvited', 'sign-in', 'letter'));