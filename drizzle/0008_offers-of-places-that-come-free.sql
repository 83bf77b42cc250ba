ALTER TABLE "mails" DROP CONSTRAINT "mails_kind_check";--> statement-breakpoint
UPDATE "mails" SET "kind" = 'offer' WHERE "kind" = 'promotion';--> statement-breakpoint
ALTER TABLE "gatherings" ADD COLUMN "offer_hours" integer DEFAULT 12 NOT NULL;--> statement-breakpoint
ALTER TABLE "invitations" ADD COLUMN "offered_until" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "invitations" ADD COLUMN "left_waitlist" text;--> statement-breakpoint
CREATE INDEX "invitations_offered_idx" ON "invitations" USING btree ("offered_until") WHERE "invitations"."offered_until" is not null;--> statement-breakpoint
ALTER TABLE "gatherings" ADD CONSTRAINT "gatherings_offer_hours_check" CHECK ("gatherings"."offer_hours" > 0);--> statement-breakpoint
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_offered_check" CHECK ("invitations"."offered_until" is null or "invitations"."answer" = 'waitlisted');--> statement-breakpoint
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_left_waitlist_check" CHECK ("invitations"."left_waitlist" is null
        or "invitations"."left_waitlist" in ('accepted', 'expired', 'withdrawn') and "invitations"."answer" <> 'waitlisted');--> statement-breakpoint
ALTER TABLE "mails" ADD CONSTRAINT "mails_kind_check" CHECK ("mails"."kind" in ('invitation', 'update', 'cancellation', 'offer', 'refresh', 'no-answer', 'day-before', 'hour-before', 'note', 'uninvited', 'sign-in'));