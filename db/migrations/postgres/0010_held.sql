CREATE TABLE "held_changes" (
	"source" text NOT NULL,
	"external_id" text NOT NULL,
	"title" text NOT NULL,
	"asked_at" timestamp (3) with time zone NOT NULL,
	"url" text,
	"reason" text NOT NULL,
	CONSTRAINT "held_changes_pk" PRIMARY KEY("source","external_id")
);
--> statement-breakpoint
CREATE INDEX "held_changes_asked" ON "held_changes" USING btree ("asked_at");--> statement-breakpoint
CREATE INDEX "incidents_duplicate_of" ON "incidents" USING btree ("duplicate_of") WHERE "incidents"."duplicate_of" is not null;