ALTER TABLE "accounts" ADD COLUMN "password_never_expires" boolean DEFAULT false NOT NULL;--> statement-breakpoint
CREATE INDEX "accounts_password_changed" ON "accounts" USING btree ("password_changed_at","id") WHERE "accounts"."password_never_expires" = false;--> statement-breakpoint
CREATE INDEX "accounts_contract_ends" ON "accounts" USING btree ("contract_ends_at","id") WHERE "accounts"."contract_ends_at" is not null;--> statement-breakpoint
CREATE INDEX "accounts_email" ON "accounts" USING btree (lower("email"));