ALTER TABLE "import_rows" ADD COLUMN "lines" jsonb;--> statement-breakpoint
CREATE INDEX "import_rows_record" ON "import_rows" USING btree ("record_number");