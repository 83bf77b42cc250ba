CREATE SEQUENCE "public"."waitlist_order" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1;--> statement-breakpoint
CREATE TABLE "api_keys" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"role" text NOT NULL,
	"prefix" text NOT NULL,
	"key_hash" "bytea" NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone,
	"revoked_at" timestamp with time zone,
	CONSTRAINT "api_keys_role_check" CHECK ("api_keys"."role" in ('admin', 'organiser'))
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"token_hash" "bytea" PRIMARY KEY NOT NULL,
	"person_id" uuid NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sign_in_links" (
	"token_hash" "bytea" PRIMARY KEY NOT NULL,
	"person_id" uuid NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "encounters" (
	"id" uuid PRIMARY KEY NOT NULL,
	"person_a" uuid NOT NULL,
	"person_b" uuid NOT NULL,
	"gathering_id" uuid NOT NULL,
	"round_number" integer NOT NULL,
	"level" smallint NOT NULL,
	"table_size" integer NOT NULL,
	"minutes" integer NOT NULL,
	"evidence" text NOT NULL,
	"met_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "encounters_pair_round_key" UNIQUE("person_a","person_b","gathering_id","round_number"),
	CONSTRAINT "encounters_pair_check" CHECK ("encounters"."person_a" < "encounters"."person_b"),
	CONSTRAINT "encounters_level_check" CHECK ("encounters"."level" between 2 and 5)
);
--> statement-breakpoint
CREATE TABLE "gatherings" (
	"id" uuid PRIMARY KEY NOT NULL,
	"format" text NOT NULL,
	"title" text NOT NULL,
	"purpose" text,
	"start_local" text NOT NULL,
	"time_zone" text NOT NULL,
	"start_resolution" text NOT NULL,
	"starts_at" timestamp with time zone NOT NULL,
	"ends_at" timestamp with time zone NOT NULL,
	"duration_minutes" integer NOT NULL,
	"place" text,
	"online_url" text,
	"capacity" integer,
	"host_id" uuid,
	"facilitator_id" uuid,
	"audience" jsonb NOT NULL,
	"mixing" jsonb,
	"agenda" jsonb NOT NULL,
	"status" text DEFAULT 'scheduled' NOT NULL,
	"calendar_uid" text NOT NULL,
	"sequence" integer DEFAULT 0 NOT NULL,
	"created_by" uuid NOT NULL,
	"outcome" jsonb,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	"cancelled_at" timestamp with time zone,
	"closed_at" timestamp with time zone,
	CONSTRAINT "gatherings_duration_check" CHECK ("gatherings"."duration_minutes" > 0),
	CONSTRAINT "gatherings_capacity_check" CHECK ("gatherings"."capacity" is null or "gatherings"."capacity" > 0),
	CONSTRAINT "gatherings_status_check" CHECK ("gatherings"."status" in ('scheduled', 'cancelled', 'closing', 'closed'))
);
--> statement-breakpoint
CREATE TABLE "check_ins" (
	"gathering_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"checked_in_at" timestamp with time zone NOT NULL,
	CONSTRAINT "check_ins_pkey" PRIMARY KEY("gathering_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "rounds" (
	"id" uuid PRIMARY KEY NOT NULL,
	"gathering_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"minutes" integer NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "rounds_gathering_number_key" UNIQUE("gathering_id","number"),
	CONSTRAINT "rounds_number_check" CHECK ("rounds"."number" > 0)
);
--> statement-breakpoint
CREATE TABLE "seats" (
	"round_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"table_number" integer NOT NULL,
	CONSTRAINT "seats_pkey" PRIMARY KEY("round_id","person_id"),
	CONSTRAINT "seats_table_number_check" CHECK ("seats"."table_number" > 0)
);
--> statement-breakpoint
CREATE TABLE "invitation_tokens" (
	"token_hash" "bytea" PRIMARY KEY NOT NULL,
	"invitation_id" uuid NOT NULL,
	"purpose" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "invitation_tokens_purpose_check" CHECK ("invitation_tokens"."purpose" in ('answer', 'unsubscribe'))
);
--> statement-breakpoint
CREATE TABLE "invitations" (
	"id" uuid PRIMARY KEY NOT NULL,
	"gathering_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"reason" text NOT NULL,
	"answer" text DEFAULT 'none' NOT NULL,
	"answered_at" timestamp with time zone,
	"waitlist_number" bigint,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "invitations_gathering_person_key" UNIQUE("gathering_id","person_id"),
	CONSTRAINT "invitations_answer_check" CHECK ("invitations"."answer" in ('none', 'accepted', 'declined', 'tentative', 'waitlisted')),
	CONSTRAINT "invitations_waitlist_check" CHECK (("invitations"."answer" = 'waitlisted') = ("invitations"."waitlist_number" is not null))
);
--> statement-breakpoint
CREATE TABLE "mailbox_messages" (
	"id" uuid PRIMARY KEY NOT NULL,
	"received_at" timestamp with time zone NOT NULL,
	"envelope_from" text NOT NULL,
	"envelope_to" text[] NOT NULL,
	"from_header" text NOT NULL,
	"to_header" text NOT NULL,
	"subject" text NOT NULL,
	"size" bigint NOT NULL,
	"raw" "bytea" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "mails" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"person_id" uuid NOT NULL,
	"invitation_id" uuid,
	"sequence" integer DEFAULT 0 NOT NULL,
	"delivery" text DEFAULT 'queued' NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"last_error" text,
	"message_id" text,
	"created_at" timestamp with time zone NOT NULL,
	"claimed_at" timestamp with time zone,
	"sent_at" timestamp with time zone,
	CONSTRAINT "mails_kind_check" CHECK ("mails"."kind" in ('invitation', 'update', 'cancellation', 'promotion', 'sign-in')),
	CONSTRAINT "mails_delivery_check" CHECK ("mails"."delivery" in ('queued', 'sending', 'sent', 'bounced', 'failed', 'unknown'))
);
--> statement-breakpoint
CREATE TABLE "idempotency_keys" (
	"actor_id" uuid NOT NULL,
	"key" text NOT NULL,
	"request_hash" "bytea" NOT NULL,
	"status" integer NOT NULL,
	"body" jsonb NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "idempotency_keys_pkey" PRIMARY KEY("actor_id","key"),
	CONSTRAINT "idempotency_keys_status_check" CHECK ("idempotency_keys"."status" between 200 and 299)
);
--> statement-breakpoint
CREATE TABLE "outbox" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"payload" jsonb NOT NULL,
	"run_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "people" (
	"id" uuid PRIMARY KEY NOT NULL,
	"email" text NOT NULL,
	"name" text NOT NULL,
	"unit" text NOT NULL,
	"location" text NOT NULL,
	"time_zone" text NOT NULL,
	"grade" text,
	"manager_email" text,
	"started_on" date,
	"languages" text[] DEFAULT '{}'::text[] NOT NULL,
	"offers" text[] DEFAULT '{}'::text[] NOT NULL,
	"asks" text[] DEFAULT '{}'::text[] NOT NULL,
	"kind" text DEFAULT 'staff' NOT NULL,
	"role" text DEFAULT 'member' NOT NULL,
	"left_on" date,
	"paused_until" date,
	"away_from" date,
	"away_until" date,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "people_kind_check" CHECK ("people"."kind" in ('staff', 'guest')),
	CONSTRAINT "people_role_check" CHECK ("people"."role" in ('member', 'organiser', 'admin')),
	CONSTRAINT "people_away_check" CHECK ("people"."away_until" is null or "people"."away_from" is null or "people"."away_from" <= "people"."away_until")
);
--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sign_in_links" ADD CONSTRAINT "sign_in_links_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "encounters" ADD CONSTRAINT "encounters_person_a_people_id_fk" FOREIGN KEY ("person_a") REFERENCES "public"."people"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "encounters" ADD CONSTRAINT "encounters_person_b_people_id_fk" FOREIGN KEY ("person_b") REFERENCES "public"."people"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "encounters" ADD CONSTRAINT "encounters_gathering_id_gatherings_id_fk" FOREIGN KEY ("gathering_id") REFERENCES "public"."gatherings"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "gatherings" ADD CONSTRAINT "gatherings_host_id_people_id_fk" FOREIGN KEY ("host_id") REFERENCES "public"."people"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "gatherings" ADD CONSTRAINT "gatherings_facilitator_id_people_id_fk" FOREIGN KEY ("facilitator_id") REFERENCES "public"."people"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "check_ins" ADD CONSTRAINT "check_ins_gathering_id_gatherings_id_fk" FOREIGN KEY ("gathering_id") REFERENCES "public"."gatherings"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "check_ins" ADD CONSTRAINT "check_ins_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rounds" ADD CONSTRAINT "rounds_gathering_id_gatherings_id_fk" FOREIGN KEY ("gathering_id") REFERENCES "public"."gatherings"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "seats" ADD CONSTRAINT "seats_round_id_rounds_id_fk" FOREIGN KEY ("round_id") REFERENCES "public"."rounds"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "seats" ADD CONSTRAINT "seats_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitation_tokens" ADD CONSTRAINT "invitation_tokens_invitation_id_invitations_id_fk" FOREIGN KEY ("invitation_id") REFERENCES "public"."invitations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_gathering_id_gatherings_id_fk" FOREIGN KEY ("gathering_id") REFERENCES "public"."gatherings"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mails" ADD CONSTRAINT "mails_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mails" ADD CONSTRAINT "mails_invitation_id_invitations_id_fk" FOREIGN KEY ("invitation_id") REFERENCES "public"."invitations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "api_keys_key_hash_key" ON "api_keys" USING btree ("key_hash");--> statement-breakpoint
CREATE INDEX "sessions_person_idx" ON "sessions" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "sign_in_links_person_idx" ON "sign_in_links" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "encounters_person_b_idx" ON "encounters" USING btree ("person_b");--> statement-breakpoint
CREATE INDEX "encounters_gathering_idx" ON "encounters" USING btree ("gathering_id");--> statement-breakpoint
CREATE INDEX "gatherings_created_by_idx" ON "gatherings" USING btree ("created_by","id");--> statement-breakpoint
CREATE INDEX "gatherings_host_idx" ON "gatherings" USING btree ("host_id","id");--> statement-breakpoint
CREATE INDEX "gatherings_facilitator_idx" ON "gatherings" USING btree ("facilitator_id","id");--> statement-breakpoint
CREATE INDEX "check_ins_person_idx" ON "check_ins" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "seats_person_idx" ON "seats" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "invitation_tokens_invitation_idx" ON "invitation_tokens" USING btree ("invitation_id");--> statement-breakpoint
CREATE INDEX "invitations_person_idx" ON "invitations" USING btree ("person_id","created_at");--> statement-breakpoint
CREATE INDEX "invitations_waitlist_idx" ON "invitations" USING btree ("gathering_id","waitlist_number") WHERE "invitations"."answer" = 'waitlisted';--> statement-breakpoint
CREATE INDEX "mailbox_messages_received_idx" ON "mailbox_messages" USING btree ("received_at");--> statement-breakpoint
CREATE UNIQUE INDEX "mails_invitation_kind_sequence_key" ON "mails" USING btree ("invitation_id","kind","sequence") WHERE "mails"."kind" in ('invitation', 'update', 'cancellation');--> statement-breakpoint
CREATE INDEX "mails_person_idx" ON "mails" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "mails_unfinished_idx" ON "mails" USING btree ("delivery","claimed_at") WHERE "mails"."delivery" in ('queued', 'sending');--> statement-breakpoint
CREATE INDEX "idempotency_keys_created_idx" ON "idempotency_keys" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "outbox_run_at_idx" ON "outbox" USING btree ("run_at","id");--> statement-breakpoint
CREATE UNIQUE INDEX "people_email_key" ON "people" USING btree (lower("email"));--> statement-breakpoint
CREATE INDEX "people_unit_idx" ON "people" USING btree ("unit","id");--> statement-breakpoint
CREATE INDEX "people_location_idx" ON "people" USING btree ("location","id");