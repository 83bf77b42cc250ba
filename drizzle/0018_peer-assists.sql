CREATE TABLE "peer_assist_actions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"peer_assist_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"idea" text NOT NULL,
	"decision" text NOT NULL,
	"reason" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "peer_assist_actions_number_key" UNIQUE("peer_assist_id","number"),
	CONSTRAINT "peer_assist_actions_decision_check" CHECK ("peer_assist_actions"."decision" in ('adopted', 'adapted', 'declined'))
);
--> statement-breakpoint
CREATE TABLE "peer_assist_outcomes" (
	"peer_assist_id" uuid NOT NULL,
	"after" text NOT NULL,
	"text" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "peer_assist_outcomes_pkey" PRIMARY KEY("peer_assist_id","after"),
	CONSTRAINT "peer_assist_outcomes_after_check" CHECK ("peer_assist_outcomes"."after" in ('30-days', '90-days'))
);
--> statement-breakpoint
CREATE TABLE "peer_assist_seats" (
	"peer_assist_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"state" text NOT NULL,
	"reason" text NOT NULL,
	"by_host" boolean DEFAULT false NOT NULL,
	"group_number" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "peer_assist_seats_pkey" PRIMARY KEY("peer_assist_id","person_id"),
	CONSTRAINT "peer_assist_seats_state_check" CHECK ("peer_assist_seats"."state" in ('proposed', 'asked', 'out'))
);
--> statement-breakpoint
CREATE TABLE "peer_assists" (
	"id" uuid PRIMARY KEY NOT NULL,
	"status" text DEFAULT 'draft' NOT NULL,
	"title" text,
	"problem" text,
	"decision" text,
	"decision_on" date,
	"decision_taken" boolean DEFAULT false NOT NULL,
	"hoped_for" text[] DEFAULT '{}'::text[] NOT NULL,
	"practice" text,
	"already_looked" text,
	"level" integer,
	"target_level" integer,
	"host_id" uuid,
	"facilitator_id" uuid,
	"start_local" text,
	"time_zone" text,
	"duration_minutes" integer,
	"place" text,
	"online_url" text,
	"assisters" integer NOT NULL,
	"agenda" jsonb,
	"rules" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"panel_seed" bigint,
	"panel_kept" text[] DEFAULT '{}'::text[] NOT NULL,
	"seats_confirmed" integer,
	"fill_after" timestamp with time zone,
	"gathering_id" uuid,
	"actions_shared_at" timestamp with time zone,
	"followed_up_at" timestamp with time zone,
	"created_by" uuid NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	"submitted_at" timestamp with time zone,
	"confirmed_at" timestamp with time zone,
	CONSTRAINT "peer_assists_gathering_key" UNIQUE("gathering_id"),
	CONSTRAINT "peer_assists_status_check" CHECK ("peer_assists"."status" in ('draft', 'submitted', 'confirmed')),
	CONSTRAINT "peer_assists_assisters_check" CHECK ("peer_assists"."assisters" between 4 and 12),
	CONSTRAINT "peer_assists_level_check" CHECK ("peer_assists"."level" between 1 and 5),
	CONSTRAINT "peer_assists_target_level_check" CHECK ("peer_assists"."target_level" between 1 and 5)
);
--> statement-breakpoint
ALTER TABLE "gatherings" ADD COLUMN "briefing" jsonb;--> statement-breakpoint
ALTER TABLE "peer_assist_actions" ADD CONSTRAINT "peer_assist_actions_peer_assist_id_peer_assists_id_fk" FOREIGN KEY ("peer_assist_id") REFERENCES "public"."peer_assists"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "peer_assist_outcomes" ADD CONSTRAINT "peer_assist_outcomes_peer_assist_id_peer_assists_id_fk" FOREIGN KEY ("peer_assist_id") REFERENCES "public"."peer_assists"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "peer_assist_seats" ADD CONSTRAINT "peer_assist_seats_peer_assist_id_peer_assists_id_fk" FOREIGN KEY ("peer_assist_id") REFERENCES "public"."peer_assists"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "peer_assist_seats" ADD CONSTRAINT "peer_assist_seats_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "peer_assists" ADD CONSTRAINT "peer_assists_host_id_people_id_fk" FOREIGN KEY ("host_id") REFERENCES "public"."people"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "peer_assists" ADD CONSTRAINT "peer_assists_facilitator_id_people_id_fk" FOREIGN KEY ("facilitator_id") REFERENCES "public"."people"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "peer_assists" ADD CONSTRAINT "peer_assists_gathering_id_gatherings_id_fk" FOREIGN KEY ("gathering_id") REFERENCES "public"."gatherings"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "peer_assist_seats_person_idx" ON "peer_assist_seats" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "peer_assists_created_by_idx" ON "peer_assists" USING btree ("created_by","id");--> statement-breakpoint
CREATE INDEX "peer_assists_host_idx" ON "peer_assists" USING btree ("host_id","id");--> statement-breakpoint
CREATE INDEX "peer_assists_facilitator_idx" ON "peer_assists" USING btree ("facilitator_id","id");--> statement-breakpoint
CREATE INDEX "peer_assists_running_idx" ON "peer_assists" USING btree ("gathering_id") WHERE "peer_assists"."status" = 'confirmed' and "peer_assists"."followed_up_at" is null;