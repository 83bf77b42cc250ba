CREATE TABLE "notes" (
	"id" uuid PRIMARY KEY NOT NULL,
	"gathering_id" uuid NOT NULL,
	"to_part" text NOT NULL,
	"text" text NOT NULL,
	"created_by" uuid NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "notes_to_part_check" CHECK ("notes"."to_part" in ('accepted', 'no-answer', 'tentative', 'waiting'))
);
--> statement-breakpoint
ALTER TABLE "mails" DROP CONSTRAINT "mails_kind_check";--> statement-breakpoint
DROP INDEX "mails_invitation_kind_sequence_key";--> statement-breakpoint
ALTER TABLE "gatherings" ADD COLUMN "reminders" jsonb DEFAULT '{"noAnswer":true,"dayBefore":true,"hourBefore":false}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "mails" ADD COLUMN "note_id" uuid;--> statement-breakpoint
ALTER TABLE "notes" ADD CONSTRAINT "notes_gathering_id_gatherings_id_fk" FOREIGN KEY ("gathering_id") REFERENCES "public"."gatherings"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "notes_gathering_idx" ON "notes" USING btree ("gathering_id","id");--> statement-breakpoint
ALTER TABLE "mails" ADD CONSTRAINT "mails_note_id_notes_id_fk" FOREIGN KEY ("note_id") REFERENCES "public"."notes"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "gatherings_upcoming_idx" ON "gatherings" USING btree ("starts_at") WHERE "gatherings"."status" = 'scheduled';--> statement-breakpoint
CREATE UNIQUE INDEX "mails_invitation_note_key" ON "mails" USING btree ("invitation_id","note_id") WHERE "mails"."note_id" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "mails_invitation_kind_sequence_key" ON "mails" USING btree ("invitation_id","kind","sequence") WHERE "mails"."kind" in ('invitation', 'update', 'cancellation', 'refresh', 'no-answer', 'day-before', 'hour-before', 'uninvited');--> statement-breakpoint
ALTER TABLE "mails" ADD CONSTRAINT "mails_kind_check" CHECK ("mails"."kind" in ('invitation', 'update', 'cancellation', 'promotion', 'refresh', 'no-answer', 'day-before', 'hour-before', 'note', 'uninvited', 'sign-in'));