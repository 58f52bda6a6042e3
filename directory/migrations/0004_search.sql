ALTER TABLE "accounts" ADD COLUMN "search_words" text[];--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "sort_key" text;--> statement-breakpoint
UPDATE "accounts" SET
  "search_words" = array(
    SELECT DISTINCT left("word", 60)
    FROM (VALUES (''), (' ')) AS "gaps" ("gap"),
      regexp_split_to_table(
        regexp_replace(
          replace(translate(lower(regexp_replace(normalize(concat_ws(' ', "user_name", "display_name", "email"), NFKD), '[\u0300-\u036f]', '', 'g')), 'łŁøØđĐı', 'llooddi'), 'ß', 'ss'),
          '[''`´‘’]', "gap", 'g'
        ),
        '[\s[:punct:]]+'
      ) AS "word"
    WHERE "word" <> ''
  ),
  "sort_key" = btrim(regexp_replace(
    regexp_replace(replace(translate(lower(regexp_replace(normalize("display_name", NFKD), '[\u0300-\u036f]', '', 'g')), 'łŁøØđĐı', 'llooddi'), 'ß', 'ss'), '[''`´‘’]', '', 'g'),
    '[\s[:punct:]]+', ' ', 'g'
  ));--> statement-breakpoint
ALTER TABLE "accounts" ALTER COLUMN "search_words" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "accounts" ALTER COLUMN "sort_key" SET NOT NULL;--> statement-breakpoint
CREATE INDEX "accounts_search" ON "accounts" USING gin (array_to_tsvector("search_words"));--> statement-breakpoint
CREATE INDEX "accounts_order" ON "accounts" USING btree ("sort_key","id");--> statement-breakpoint
CREATE INDEX "accounts_locked" ON "accounts" USING btree ("sort_key","id") WHERE "accounts"."locked_at" is not null;--> statement-breakpoint
CREATE INDEX "accounts_department" ON "accounts" USING btree (lower("department"),"sort_key","id");
