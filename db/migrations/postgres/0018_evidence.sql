CREATE TABLE "change_commits" (
	"repository" text NOT NULL,
	"sha" text NOT NULL,
	"change_number" bigint NOT NULL,
	CONSTRAINT "change_commits_pk" PRIMARY KEY("repository","sha","change_number")
);
--> statement-breakpoint
CREATE TABLE "change_evidence" (
	"id" text PRIMARY KEY NOT NULL,
	"change_number" bigint NOT NULL,
	"channel" text NOT NULL,
	"decision" text,
	"source" text NOT NULL,
	"about" text,
	"assistance" text NOT NULL,
	"tool" text,
	"model" text,
	"said" text,
	"said_by" text,
	"at" timestamp (3) with time zone NOT NULL,
	"heard_at" timestamp (3) with time zone NOT NULL,
	"commits" jsonb,
	"lines" jsonb
);
--> statement-breakpoint
ALTER TABLE "changes" ADD COLUMN "repository" text;--> statement-breakpoint
ALTER TABLE "changes" ADD COLUMN "ai_model" text;--> statement-breakpoint
ALTER TABLE "changes" ADD COLUMN "ai_strength" text;--> statement-breakpoint
ALTER TABLE "changes" ADD COLUMN "ai_conflict" boolean;--> statement-breakpoint
ALTER TABLE "changes" ADD COLUMN "commits" bigint;--> statement-breakpoint
ALTER TABLE "changes" ADD COLUMN "ai_commits" bigint;--> statement-breakpoint
ALTER TABLE "changes" ADD COLUMN "no_ai_commits" bigint;--> statement-breakpoint
ALTER TABLE "changes" ADD COLUMN "lines" bigint;--> statement-breakpoint
ALTER TABLE "changes" ADD COLUMN "ai_lines" bigint;--> statement-breakpoint
ALTER TABLE "changes" ADD COLUMN "human_lines" bigint;--> statement-breakpoint
ALTER TABLE "change_commits" ADD CONSTRAINT "change_commits_change_number_changes_number_fk" FOREIGN KEY ("change_number") REFERENCES "public"."changes"("number") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "change_evidence" ADD CONSTRAINT "change_evidence_change_number_changes_number_fk" FOREIGN KEY ("change_number") REFERENCES "public"."changes"("number") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "change_commits_change" ON "change_commits" USING btree ("change_number");--> statement-breakpoint
CREATE INDEX "change_evidence_change" ON "change_evidence" USING btree ("change_number");--> statement-breakpoint
UPDATE "changes" SET "ai_strength" = CASE "ai_evidence" WHEN 'commit-trailer' THEN 'commits' WHEN 'pull-request-label' THEN 'pull-request' WHEN 'tool-report' THEN 'account' ELSE 'statement' END WHERE "ai_assistance" <> 'unknown';--> statement-breakpoint
UPDATE "changes" SET "repository" = split_part("external_id", '@', 1) WHERE "source" = 'github' AND "external_id" LIKE '%_/_%@_%';

