CREATE TABLE "record_names" (
	"target" text NOT NULL,
	"source" text NOT NULL,
	"name" text NOT NULL,
	"is_number" boolean NOT NULL,
	"record" bigint NOT NULL,
	CONSTRAINT "record_names_pk" PRIMARY KEY("target","name","source","is_number")
);
--> statement-breakpoint
CREATE INDEX "record_names_record" ON "record_names" USING btree ("target","record");
--> statement-breakpoint
INSERT INTO record_names (target, source, name, is_number, record)
SELECT 'incident', source, external_id, false, number FROM incidents WHERE source IS NOT NULL AND external_id IS NOT NULL;
--> statement-breakpoint
INSERT INTO record_names (target, source, name, is_number, record)
SELECT 'change', source, external_id, false, number FROM changes WHERE source IS NOT NULL AND external_id IS NOT NULL;
--> statement-breakpoint
INSERT INTO record_names (target, source, name, is_number, record)
SELECT target, source, name, true, record FROM record_names WHERE name ~ '^[0-9]+$';
