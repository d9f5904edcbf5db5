CREATE TABLE "guardrail_notes" (
	"id" text PRIMARY KEY NOT NULL,
	"rule_id" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"state" text NOT NULL,
	"title" text,
	"source" text,
	"external_id" text,
	"system" text,
	"asked_by" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "guardrail_rules" (
	"id" text PRIMARY KEY NOT NULL,
	"version" bigint NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"name" text NOT NULL,
	"when" jsonb NOT NULL,
	"asks" jsonb NOT NULL,
	"state" text NOT NULL,
	"state_since" timestamp (3) with time zone NOT NULL,
	"worded_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "changes" ADD COLUMN "submitted_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "changes" ADD COLUMN "approved_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "guardrail_notes" ADD CONSTRAINT "guardrail_notes_rule_id_guardrail_rules_id_fk" FOREIGN KEY ("rule_id") REFERENCES "public"."guardrail_rules"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "guardrail_notes_rule" ON "guardrail_notes" USING btree ("rule_id","id");