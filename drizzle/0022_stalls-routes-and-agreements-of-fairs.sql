CREATE TABLE "fair_agreements" (
	"id" uuid PRIMARY KEY NOT NULL,
	"gathering_id" uuid NOT NULL,
	"supplier_id" uuid NOT NULL,
	"demander_id" uuid NOT NULL,
	"topic" text NOT NULL,
	"first_step" text NOT NULL,
	"first_step_on" date NOT NULL,
	"supplier_says" text,
	"demander_says" text,
	"created_by" uuid NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "fair_agreements_once_key" UNIQUE("gathering_id","supplier_id","demander_id","topic"),
	CONSTRAINT "fair_agreements_two_check" CHECK ("fair_agreements"."supplier_id" <> "fair_agreements"."demander_id"),
	CONSTRAINT "fair_agreements_supplier_says_check" CHECK ("fair_agreements"."supplier_says" in ('kept', 'not-yet', 'no')),
	CONSTRAINT "fair_agreements_demander_says_check" CHECK ("fair_agreements"."demander_says" in ('kept', 'not-yet', 'no'))
);
--> statement-breakpoint
CREATE TABLE "fair_asks" (
	"gathering_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"asks" text[] NOT NULL,
	"step_free" boolean NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "fair_asks_pkey" PRIMARY KEY("gathering_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "fair_plans" (
	"gathering_id" uuid PRIMARY KEY NOT NULL,
	"mode" text NOT NULL,
	"rounds" integer NOT NULL,
	"round_minutes" integer NOT NULL,
	"stall_capacity" integer NOT NULL,
	"seed" bigint NOT NULL,
	"planned_at" timestamp with time zone NOT NULL,
	CONSTRAINT "fair_plans_mode_check" CHECK ("fair_plans"."mode" in ('free-flow', 'speed-geeking'))
);
--> statement-breakpoint
CREATE TABLE "fair_visits" (
	"gathering_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"round" integer NOT NULL,
	"stall_id" uuid NOT NULL,
	"on_duty" boolean NOT NULL,
	CONSTRAINT "fair_visits_pkey" PRIMARY KEY("gathering_id","person_id","round")
);
--> statement-breakpoint
CREATE TABLE "stall_staff" (
	"gathering_id" uuid NOT NULL,
	"stall_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"place" integer NOT NULL,
	CONSTRAINT "stall_staff_pkey" PRIMARY KEY("gathering_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "stalls" (
	"id" uuid PRIMARY KEY NOT NULL,
	"gathering_id" uuid NOT NULL,
	"title" text NOT NULL,
	"unit" text NOT NULL,
	"offers" text[] NOT NULL,
	"asks" text[] NOT NULL,
	"x" integer NOT NULL,
	"y" integer NOT NULL,
	"step_free" boolean NOT NULL,
	"power" boolean NOT NULL,
	"network" boolean NOT NULL,
	"security" text,
	"set_up_minutes" integer NOT NULL,
	"lead_days" integer NOT NULL,
	"status" text NOT NULL,
	"created_by" uuid NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "stalls_gathering_key" UNIQUE("gathering_id","id"),
	CONSTRAINT "stalls_status_check" CHECK ("stalls"."status" in ('proposed', 'confirmed')),
	CONSTRAINT "stalls_set_up_check" CHECK ("stalls"."set_up_minutes" >= 0 and "stalls"."lead_days" >= 0)
);
--> statement-breakpoint
ALTER TABLE "fair_agreements" ADD CONSTRAINT "fair_agreements_gathering_id_gatherings_id_fk" FOREIGN KEY ("gathering_id") REFERENCES "public"."gatherings"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "fair_agreements" ADD CONSTRAINT "fair_agreements_supplier_id_people_id_fk" FOREIGN KEY ("supplier_id") REFERENCES "public"."people"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "fair_agreements" ADD CONSTRAINT "fair_agreements_demander_id_people_id_fk" FOREIGN KEY ("demander_id") REFERENCES "public"."people"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "fair_asks" ADD CONSTRAINT "fair_asks_gathering_id_gatherings_id_fk" FOREIGN KEY ("gathering_id") REFERENCES "public"."gatherings"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "fair_asks" ADD CONSTRAINT "fair_asks_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "fair_plans" ADD CONSTRAINT "fair_plans_gathering_id_gatherings_id_fk" FOREIGN KEY ("gathering_id") REFERENCES "public"."gatherings"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "fair_visits" ADD CONSTRAINT "fair_visits_gathering_id_fair_plans_gathering_id_fk" FOREIGN KEY ("gathering_id") REFERENCES "public"."fair_plans"("gathering_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "fair_visits" ADD CONSTRAINT "fair_visits_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "fair_visits" ADD CONSTRAINT "fair_visits_stall_id_stalls_id_fk" FOREIGN KEY ("stall_id") REFERENCES "public"."stalls"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stall_staff" ADD CONSTRAINT "stall_staff_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stall_staff" ADD CONSTRAINT "stall_staff_stall_fk" FOREIGN KEY ("gathering_id","stall_id") REFERENCES "public"."stalls"("gathering_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stalls" ADD CONSTRAINT "stalls_gathering_id_gatherings_id_fk" FOREIGN KEY ("gathering_id") REFERENCES "public"."gatherings"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "fair_agreements_supplier_idx" ON "fair_agreements" USING btree ("supplier_id");--> statement-breakpoint
CREATE INDEX "fair_agreements_demander_idx" ON "fair_agreements" USING btree ("demander_id");--> statement-breakpoint
CREATE INDEX "fair_asks_person_idx" ON "fair_asks" USING btree ("person_id");--> statement-breakpoint
CREATE UNIQUE INDEX "fair_visits_no_repeat_key" ON "fair_visits" USING btree ("person_id","stall_id") WHERE not "fair_visits"."on_duty";--> statement-breakpoint
CREATE INDEX "fair_visits_stall_idx" ON "fair_visits" USING btree ("stall_id");--> statement-breakpoint
CREATE INDEX "stall_staff_stall_idx" ON "stall_staff" USING btree ("stall_id");--> statement-breakpoint
CREATE INDEX "stall_staff_person_idx" ON "stall_staff" USING btree ("person_id");