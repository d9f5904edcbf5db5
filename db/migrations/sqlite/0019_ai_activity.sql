CREATE TABLE `ai_activity` (
	`id` text PRIMARY KEY NOT NULL,
	`version` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`revision` integer NOT NULL,
	`deleted_at` integer,
	`email` text NOT NULL,
	`day` text NOT NULL,
	`source` text NOT NULL,
	`is_active` integer NOT NULL,
	`tools` text NOT NULL,
	`models` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `ai_activity_identity` ON `ai_activity` (`email`,`day`,`source`);--> statement-breakpoint
CREATE INDEX `ai_activity_day` ON `ai_activity` (`day`,`id`);--> statement-breakpoint
CREATE INDEX `ai_activity_revision` ON `ai_activity` (`revision`);