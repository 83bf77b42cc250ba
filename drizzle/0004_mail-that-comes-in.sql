CREATE TABLE "inbound_mails" (
	"id" uuid PRIMARY KEY NOT NULL,
	"received_at" timestamp with time zone NOT NULL,
	"purpose" text NOT NULL,
	"invitation_id" uuid,
	"mail_id" uuid,
	"address_hash" "bytea",
	"null_sender" boolean NOT NULL,
	"raw" "bytea",
	"attempts" integer DEFAULT 0 NOT NULL,
	"processed_at" timestamp with time zone,
	"kind" text,
	"subject" text,
	"sender" text,
	"text" text,
	CONSTRAINT "inbound_mails_purpose_check" CHECK ("inbound_mails"."purpose" in ('calendar', 'bounce')),
	CONSTRAINT "inbound_mails_processed_check" CHECK (("inbound_mails"."processed_at" is null) = ("inbound_mails"."kind" is null))
);
--> statement-breakpoint
CREATE TABLE "suppressions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"address_hash" "bytea" NOT NULL,
	"person_id" uuid NOT NULL,
	"reason" text NOT NULL,
	"detail" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "suppressions_reason_check" CHECK ("suppressions"."reason" in ('no-such-address', 'complaint'))
);
--> statement-breakpoint
CREATE TABLE "bounce_tokens" (
	"token_hash" "bytea" PRIMARY KEY NOT NULL,
	"mail_id" uuid NOT NULL,
	"address_hash" "bytea" NOT NULL,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "invitation_tokens" DROP CONSTRAINT "invitation_tokens_purpose_check";--> statement-breakpoint
ALTER TABLE "mails" DROP CONSTRAINT "mails_kind_check";--> statement-breakpoint
DROP INDEX "mails_invitation_kind_sequence_key";--> statement-breakpoint
ALTER TABLE "invitations" ADD COLUMN "reply_sequence" integer;--> statement-breakpoint
ALTER TABLE "invitations" ADD COLUMN "reply_stamped_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "mails" ADD COLUMN "soft_bounces" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "inbound_mails" ADD CONSTRAINT "inbound_mails_invitation_id_invitations_id_fk" FOREIGN KEY ("invitation_id") REFERENCES "public"."invitations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "inbound_mails" ADD CONSTRAINT "inbound_mails_mail_id_mails_id_fk" FOREIGN KEY ("mail_id") REFERENCES "public"."mails"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "suppressions" ADD CONSTRAINT "suppressions_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bounce_tokens" ADD CONSTRAINT "bounce_tokens_mail_id_mails_id_fk" FOREIGN KEY ("mail_id") REFERENCES "public"."mails"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "inbound_mails_invitation_idx" ON "inbound_mails" USING btree ("invitation_id","id");--> statement-breakpoint
CREATE INDEX "inbound_mails_mail_idx" ON "inbound_mails" USING btree ("mail_id");--> statement-breakpoint
CREATE INDEX "inbound_mails_waiting_idx" ON "inbound_mails" USING btree ("received_at") WHERE "inbound_mails"."processed_at" is null;--> statement-breakpoint
CREATE INDEX "inbound_mails_received_idx" ON "inbound_mails" USING btree ("received_at");--> statement-breakpoint
CREATE UNIQUE INDEX "suppressions_address_key" ON "suppressions" USING btree ("address_hash");--> statement-breakpoint
CREATE INDEX "suppressions_person_idx" ON "suppressions" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "bounce_tokens_mail_idx" ON "bounce_tokens" USING btree ("mail_id");--> statement-breakpoint
CREATE UNIQUE INDEX "mails_invitation_kind_sequence_key" ON "mails" USING btree ("invitation_id","kind","sequence") WHERE "mails"."kind" in ('invitation', 'update', 'cancellation', 'refresh');--> statement-breakpoint
ALTER TABLE "invitation_tokens" ADD CONSTRAINT "invitation_tokens_purpose_check" CHECK ("invitation_tokens"."purpose" in ('answer', 'unsubscribe', 'calendar'));--> statement-breakpoint
ALTER TABLE "mails" ADD CONSTRAINT "mails_kind_check" CHECK ("mails"."kind" in ('invitation', 'update', 'cancellation', 'promotion', 'refresh', 'sign-in'));