CREATE TABLE "label_audits" (
	"id" text PRIMARY KEY NOT NULL,
	"version" bigint NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"created_by" text,
	"period_from" timestamp (3) with time zone NOT NULL,
	"period_to" timestamp (3) with time zone NOT NULL,
	"zone" text NOT NULL,
	"terms" jsonb NOT NULL,
	"seed" bigint NOT NULL,
	"population" jsonb NOT NULL,
	"drawn" jsonb NOT NULL,
	"deleted_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "label_checks" (
	"id" text PRIMARY KEY NOT NULL,
	"version" bigint NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"audit_id" text NOT NULL,
	"change_number" bigint NOT NULL,
	"checker_id" text NOT NULL,
	"checker" text NOT NULL,
	"answer" text NOT NULL,
	"note" text
);
--> statement-breakpoint
ALTER TABLE "label_checks" ADD CONSTRAINT "label_checks_audit_id_label_audits_id_fk" FOREIGN KEY ("audit_id") REFERENCES "public"."label_audits"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "label_checks" ADD CONSTRAINT "label_checks_change_number_changes_number_fk" FOREIGN KEY ("change_number") REFERENCES "public"."changes"("number") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "label_checks_checker" ON "label_checks" USING btree ("audit_id","change_number","checker_id");