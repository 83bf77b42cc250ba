CREATE TABLE "invitation_stops" (
	"person_id" uuid NOT NULL,
	"host_id" uuid,
	"series_id" uuid,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "invitation_stops_host_key" UNIQUE("person_id","host_id"),
	CONSTRAINT "invitation_stops_series_key" UNIQUE("person_id","series_id"),
	CONSTRAINT "invitation_stops_one_check" CHECK (("invitation_stops"."host_id" is null) <> ("invitation_stops"."series_id" is null))
);
--> statement-breakpoint
ALTER TABLE "invitation_stops" ADD CONSTRAINT "invitation_stops_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitation_stops" ADD CONSTRAINT "invitation_stops_host_id_people_id_fk" FOREIGN KEY ("host_id") REFERENCES "public"."people"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitation_stops" ADD CONSTRAINT "invitation_stops_series_id_series_id_fk" FOREIGN KEY ("series_id") REFERENCES "public"."series"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "invitation_stops_host_idx" ON "invitation_stops" USING btree ("host_id");--> statement-breakpoint
CREATE INDEX "invitation_stops_series_idx" ON "invitation_stops" USING btree ("series_id");