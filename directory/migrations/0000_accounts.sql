CREATE TABLE "accounts" (
	"id" text PRIMARY KEY NOT NULL,
	"object_id" text,
	"user_name" text NOT NULL,
	"user_name_key" text NOT NULL,
	"display_name" text NOT NULL,
	"email" text,
	"department" text,
	"title" text,
	"status" text NOT NULL,
	"groups" text[] NOT NULL,
	"user_type" text,
	"roles" text[] NOT NULL,
	"secret_key_required" boolean NOT NULL,
	"password_hash" text NOT NULL,
	"failed_attempts" integer NOT NULL,
	"locked_at" timestamp (3) with time zone,
	"lock_reason" text,
	"unlocked_by" text,
	"manager_id" text,
	"contract_ends_at" timestamp (3) with time zone,
	"password_changed_at" timestamp (3) with time zone NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "accounts_object_id_unique" UNIQUE("object_id"),
	CONSTRAINT "accounts_user_name_key_unique" UNIQUE("user_name_key"),
	CONSTRAINT "accounts_status" CHECK ("accounts"."status" in ('active', 'disabled')),
	CONSTRAINT "accounts_lock" CHECK (("accounts"."locked_at" is null) = ("accounts"."lock_reason" is null))
);
--> statement-breakpoint
CREATE TABLE "sign_in_events" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"account_id" text,
	"kind" text NOT NULL,
	"address" text,
	"application" text,
	"device" text,
	"place" text
);
--> statement-breakpoint
CREATE INDEX "sign_in_events_at" ON "sign_in_events" USING btree ("at");--> statement-breakpoint
CREATE INDEX "sign_in_events_account" ON "sign_in_events" USING btree ("account_id","id");--> statement-breakpoint
CREATE INDEX "sign_in_events_lockouts" ON "sign_in_events" USING btree ("id") WHERE "sign_in_events"."kind" in ('locked', 'refused-locked');