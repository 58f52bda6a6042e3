CREATE TABLE "carriers" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"sms_domain" text,
	"number_format" text NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "phones" (
	"account_id" text NOT NULL,
	"area_code" text NOT NULL,
	"local_number" text NOT NULL,
	"type" text NOT NULL,
	"for_sms" boolean NOT NULL,
	CONSTRAINT "phones_account_id_area_code_local_number_pk" PRIMARY KEY("account_id","area_code","local_number"),
	CONSTRAINT "phones_area_code" CHECK ("phones"."area_code" ~ '^[0-9]{1,5}$'),
	CONSTRAINT "phones_local_number" CHECK ("phones"."local_number" ~ '^[0-9]{3,12}$'),
	CONSTRAINT "phones_type" CHECK ("phones"."type" in ('mobile', 'work', 'home', 'other'))
);
--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "carrier_id" text;--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "mobile_reset_allowed" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "temporary_hash" text;--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "temporary_created_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "temporary_expires_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "phones" ADD CONSTRAINT "phones_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "carriers_name" ON "carriers" USING btree (lower("name"));--> statement-breakpoint
CREATE UNIQUE INDEX "phones_number" ON "phones" USING btree (("area_code" || "local_number"));--> statement-breakpoint
CREATE UNIQUE INDEX "phones_sms" ON "phones" USING btree ("account_id") WHERE "phones"."for_sms";--> statement-breakpoint
ALTER TABLE "accounts" ADD CONSTRAINT "accounts_carrier_id_carriers_id_fk" FOREIGN KEY ("carrier_id") REFERENCES "public"."carriers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "accounts_carrier" ON "accounts" USING btree ("carrier_id") WHERE "accounts"."carrier_id" is not null;--> statement-breakpoint
ALTER TABLE "accounts" ADD CONSTRAINT "accounts_temporary" CHECK (num_nulls("accounts"."temporary_hash", "accounts"."temporary_created_at", "accounts"."temporary_expires_at") in (0, 3));