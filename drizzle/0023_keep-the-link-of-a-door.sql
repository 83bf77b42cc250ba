CREATE TABLE "door_links" (
	"gathering_id" uuid PRIMARY KEY NOT NULL,
	"token_hash" "bytea" NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "door_links_token_key" UNIQUE("token_hash")
);
--> statement-breakpoint
ALTER TABLE "door_links" ADD CONSTRAINT "door_links_gathering_id_gatherings_id_fk" FOREIGN KEY ("gathering_id") REFERENCES "public"."gatherings"("id") ON DELETE cascade ON UPDATE no action;