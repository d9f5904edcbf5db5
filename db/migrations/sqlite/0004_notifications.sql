CREATE TABLE `notification_deliveries` (
	`id` text PRIMARY KEY NOT NULL,
	`version` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`target_id` text NOT NULL,
	`kind` text NOT NULL,
	`subject` text NOT NULL,
	`attempts` integer NOT NULL,
	`next_at` integer,
	`sent_at` integer,
	`error` text,
	FOREIGN KEY (`target_id`) REFERENCES `notification_targets`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `notification_deliveries_matter` ON `notification_deliveries` (`target_id`,`kind`,`subject`);--> statement-breakpoint
CREATE INDEX `notification_deliveries_next` ON `notification_deliveries` (`next_at`);--> statement-breakpoint
CREATE TABLE `notification_events` (
	`id` text PRIMARY KEY NOT NULL,
	`created_at` integer NOT NULL,
	`kind` text NOT NULL,
	`subject` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `notification_targets` (
	`id` text PRIMARY KEY NOT NULL,
	`version` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`created_by` text,
	`name` text NOT NULL,
	`channel` text NOT NULL,
	`address` text NOT NULL,
	`secret` text,
	`review` integer NOT NULL,
	`high_blast` integer NOT NULL,
	`since` integer NOT NULL
);
--> statement-breakpoint
ALTER TABLE `settings` ADD `review_schedule` text;