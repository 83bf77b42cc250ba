DROP INDEX "inbound_mails_waiting_idx";--> statement-breakpoint
ALTER TABLE "inbound_mails" ADD COLUMN "owed_at" timestamp with time zone NOT NULL;--> statement-breakpoint
CREATE INDEX "bounce_tokens_created_idx" ON "bounce_tokens" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "inbound_mails_waiting_idx" ON "inbound_mails" USING btree ("owed_at") WHERE "inbound_mails"."processed_at" is null;