ALTER TABLE "gatherings" ADD COLUMN "guests_allowed" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "invitations" ADD COLUMN "guests" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "gatherings" ADD CONSTRAINT "gatherings_guests_allowed_check" CHECK ("gatherings"."guests_allowed" >= 0);