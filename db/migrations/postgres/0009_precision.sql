ALTER TABLE "changes" ADD COLUMN "deployed_precision" text DEFAULT 'minute' NOT NULL;--> statement-breakpoint
ALTER TABLE "incidents" ADD COLUMN "started_precision" text DEFAULT 'minute' NOT NULL;--> statement-breakpoint
ALTER TABLE "incidents" ADD COLUMN "detected_precision" text DEFAULT 'minute' NOT NULL;--> statement-breakpoint
ALTER TABLE "incidents" ADD COLUMN "mitigated_precision" text DEFAULT 'minute' NOT NULL;--> statement-breakpoint
ALTER TABLE "incidents" ADD COLUMN "resolved_precision" text DEFAULT 'minute' NOT NULL;--> statement-breakpoint
ALTER TABLE "settings" ADD COLUMN "earliest_day" text DEFAULT '1970-01-01' NOT NULL;