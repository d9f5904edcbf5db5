CREATE TABLE "mark_policies" (
	"id" text PRIMARY KEY NOT NULL,
	"version" bigint NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"revision" bigint NOT NULL,
	"repository" text NOT NULL,
	"policy" text NOT NULL,
	"holds_from" text NOT NULL,
	"note" text,
	"label_audit" text,
	"set_by" text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX "mark_policies_day" ON "mark_policies" USING btree ("repository","holds_from");