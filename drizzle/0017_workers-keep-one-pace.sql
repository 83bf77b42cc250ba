CREATE TABLE "domain_holds" (
	"domain" text PRIMARY KEY NOT NULL,
	"holds" integer NOT NULL,
	"held_until" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "domain_places" (
	"domain" text NOT NULL,
	"place" integer NOT NULL,
	"holder" uuid NOT NULL,
	"held_until" timestamp with time zone NOT NULL,
	CONSTRAINT "domain_places_pkey" PRIMARY KEY("domain","place")
);
--> statement-breakpoint
CREATE TABLE "sending_pace" (
	"id" smallint PRIMARY KEY NOT NULL,
	"next_turn_at" timestamp with time zone NOT NULL,
	CONSTRAINT "sending_pace_one_row_check" CHECK ("sending_pace"."id" = 1)
);
