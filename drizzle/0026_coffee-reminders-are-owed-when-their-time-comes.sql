ALTER TABLE "coffee_rounds" ADD COLUMN "half_time_owed_to" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "coffee_rounds" ADD COLUMN "closing_owed_to" integer DEFAULT 0 NOT NULL;