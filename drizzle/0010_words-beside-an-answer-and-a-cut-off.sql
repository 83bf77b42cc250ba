ALTER TABLE "gatherings" ADD COLUMN "answer_until" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "gatherings" ADD COLUMN "asks_needs" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "invitations" ADD COLUMN "note" text;--> statement-breakpoint
ALTER TABLE "invitations" ADD COLUMN "needs" text;