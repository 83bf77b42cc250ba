CREATE TABLE "programme_members" (
	"programme_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"joined_at" timestamp with time zone NOT NULL,
	"left_at" timestamp with time zone,
	"paused_until" date,
	"skipped_date" date,
	"settings" jsonb DEFAULT '{}'::jsonb NOT NULL,
	CONSTRAINT "programme_members_pkey" PRIMARY KEY("programme_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "programme_parts" (
	"gathering_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"part" text NOT NULL,
	CONSTRAINT "programme_parts_pkey" PRIMARY KEY("gathering_id","person_id","part"),
	CONSTRAINT "programme_parts_part_check" CHECK ("programme_parts"."part" in ('left-out', 'hosted', 'facilitated'))
);
--> statement-breakpoint
CREATE TABLE "programmes" (
	"id" uuid PRIMARY KEY NOT NULL,
	"format" text NOT NULL,
	"series_id" uuid NOT NULL,
	"status" text DEFAULT 'active' NOT NULL,
	"settings" jsonb NOT NULL,
	"rotated_on" date NOT NULL,
	"rotation_owed_on" date NOT NULL,
	"created_by" uuid NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	CONSTRAINT "programmes_series_key" UNIQUE("series_id"),
	CONSTRAINT "programmes_status_check" CHECK ("programmes"."status" in ('active', 'ended'))
);
--> statement-breakpoint
ALTER TABLE "programme_members" ADD CONSTRAINT "programme_members_programme_id_programmes_id_fk" FOREIGN KEY ("programme_id") REFERENCES "public"."programmes"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "programme_members" ADD CONSTRAINT "programme_members_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "programme_parts" ADD CONSTRAINT "programme_parts_gathering_id_gatherings_id_fk" FOREIGN KEY ("gathering_id") REFERENCES "public"."gatherings"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "programme_parts" ADD CONSTRAINT "programme_parts_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "programmes" ADD CONSTRAINT "programmes_series_id_series_id_fk" FOREIGN KEY ("series_id") REFERENCES "public"."series"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "programme_members_person_idx" ON "programme_members" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "programme_parts_person_idx" ON "programme_parts" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "programmes_active_idx" ON "programmes" USING btree ("format","id") WHERE "programmes"."status" = 'active';