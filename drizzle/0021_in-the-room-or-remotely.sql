ALTER TABLE "gatherings" ADD COLUMN "hybrid" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "gatherings" ADD COLUMN "remote_capacity" integer;--> statement-breakpoint
ALTER TABLE "invitations" ADD COLUMN "attends" text DEFAULT 'room' NOT NULL;--> statement-breakpoint
ALTER TABLE "gatherings" ADD CONSTRAINT "gatherings_hybrid_check" CHECK ("gatherings"."hybrid" or "gatherings"."remote_capacity" is null);--> statement-breakpoint
ALTER TABLE "gatherings" ADD CONSTRAINT "gatherings_remote_capacity_check" CHECK ("gatherings"."remote_capacity" is null or "gatherings"."remote_capacity" > 0);--> statement-breakpoint
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_attends_check" CHECK ("invitations"."attends" in ('room', 'remote'));