CREATE TABLE "series" (
	"id" uuid PRIMARY KEY NOT NULL,
	"format" text NOT NULL,
	"plan" jsonb NOT NULL,
	"host_id" uuid,
	"facilitator_id" uuid,
	"start_local" text NOT NULL,
	"time_zone" text NOT NULL,
	"recurrence" jsonb NOT NULL,
	"status" text DEFAULT 'scheduled' NOT NULL,
	"calendar_uid" text NOT NULL,
	"sequence" integer DEFAULT 0 NOT NULL,
	"continues" uuid,
	"extend_at" timestamp with time zone,
	"created_by" uuid NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	"cancelled_at" timestamp with time zone,
	"cancel_reason" text,
	CONSTRAINT "series_status_check" CHECK ("series"."status" in ('scheduled', 'cancelled'))
);
--> statement-breakpoint
ALTER TABLE "mails" DROP CONSTRAINT "mails_kind_check";--> statement-breakpoint
DROP INDEX "mails_invitation_kind_sequence_key";--> statement-breakpoint
ALTER TABLE "invitations" ALTER COLUMN "gathering_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "gatherings" ADD COLUMN "series_id" uuid;--> statement-breakpoint
ALTER TABLE "gatherings" ADD COLUMN "recurrence_local" text;--> statement-breakpoint
ALTER TABLE "invitations" ADD COLUMN "series_id" uuid;--> statement-breakpoint
ALTER TABLE "invitations" ADD COLUMN "standing_id" uuid;--> statement-breakpoint
ALTER TABLE "invitations" ADD COLUMN "answered_alone" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "invitations" ADD COLUMN "uninvited_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "series" ADD CONSTRAINT "series_host_id_people_id_fk" FOREIGN KEY ("host_id") REFERENCES "public"."people"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "series" ADD CONSTRAINT "series_facilitator_id_people_id_fk" FOREIGN KEY ("facilitator_id") REFERENCES "public"."people"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "series" ADD CONSTRAINT "series_continues_series_id_fk" FOREIGN KEY ("continues") REFERENCES "public"."series"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "series_created_by_idx" ON "series" USING btree ("created_by","id");--> statement-breakpoint
CREATE INDEX "series_host_idx" ON "series" USING btree ("host_id","id");--> statement-breakpoint
CREATE INDEX "series_facilitator_idx" ON "series" USING btree ("facilitator_id","id");--> statement-breakpoint
CREATE INDEX "series_extend_at_idx" ON "series" USING btree ("extend_at") WHERE "series"."extend_at" is not null;--> statement-breakpoint
ALTER TABLE "gatherings" ADD CONSTRAINT "gatherings_series_id_series_id_fk" FOREIGN KEY ("series_id") REFERENCES "public"."series"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_series_id_series_id_fk" FOREIGN KEY ("series_id") REFERENCES "public"."series"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_standing_id_invitations_id_fk" FOREIGN KEY ("standing_id") REFERENCES "public"."invitations"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "invitations_standing_idx" ON "invitations" USING btree ("standing_id");--> statement-breakpoint
CREATE UNIQUE INDEX "mails_invitation_kind_sequence_key" ON "mails" USING btree ("invitation_id","kind","sequence") WHERE "mails"."kind" in ('invitation', 'update', 'cancellation', 'refresh', 'uninvited');--> statement-breakpoint
ALTER TABLE "gatherings" ADD CONSTRAINT "gatherings_series_date_key" UNIQUE("series_id","recurrence_local");--> statement-breakpoint
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_series_person_key" UNIQUE("series_id","person_id");--> statement-breakpoint
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_about_check" CHECK (("invitations"."gathering_id" is null) <> ("invitations"."series_id" is null));--> statement-breakpoint
ALTER TABLE "mails" ADD CONSTRAINT "mails_kind_check" CHECK ("mails"."kind" in ('invitation', 'update', 'cancellation', 'promotion', 'refresh', 'uninvited', 'sign-in'));