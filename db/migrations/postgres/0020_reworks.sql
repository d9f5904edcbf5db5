CREATE TABLE "change_reworks" (
	"change_number" bigint NOT NULL,
	"kind" text NOT NULL,
	"repository" text NOT NULL,
	"sha" text NOT NULL,
	"said" text,
	"lines" bigint,
	CONSTRAINT "change_reworks_pk" PRIMARY KEY("change_number","kind","repository","sha")
);
--> statement-breakpoint
ALTER TABLE "changes" ADD COLUMN "rework" boolean;--> statement-breakpoint
ALTER TABLE "change_reworks" ADD CONSTRAINT "change_reworks_change_number_changes_number_fk" FOREIGN KEY ("change_number") REFERENCES "public"."changes"("number") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "change_reworks_sha" ON "change_reworks" USING btree ("repository","sha");