CREATE TABLE "stand_up_lines" (
	"gathering_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"could_help" text,
	"needs_help" text,
	"updated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "stand_up_lines_pkey" PRIMARY KEY("gathering_id","person_id"),
	CONSTRAINT "stand_up_lines_some_check" CHECK ("stand_up_lines"."could_help" is not null or "stand_up_lines"."needs_help" is not null)
);
--> statement-breakpoint
ALTER TABLE "programme_members" ADD COLUMN "left_by" text;--> statement-breakpoint
ALTER TABLE "stand_up_lines" ADD CONSTRAINT "stand_up_lines_gathering_id_gatherings_id_fk" FOREIGN KEY ("gathering_id") REFERENCES "public"."gatherings"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stand_up_lines" ADD CONSTRAINT "stand_up_lines_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "stand_up_lines_person_idx" ON "stand_up_lines" USING btree ("person_id");--> statement-breakpoint
ALTER TABLE "programme_members" ADD CONSTRAINT "programme_members_left_by_check" CHECK ("programme_members"."left_by" in ('own', 'organiser', 'rotation') and "programme_members"."left_at" is not null or "programme_members"."left_by" is null);