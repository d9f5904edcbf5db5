CREATE TABLE `held_changes` (
	`source` text NOT NULL,
	`external_id` text NOT NULL,
	`title` text NOT NULL,
	`asked_at` integer NOT NULL,
	`url` text,
	`reason` text NOT NULL,
	PRIMARY KEY(`source`, `external_id`)
);
--> statement-breakpoint
CREATE INDEX `held_changes_asked` ON `held_changes` (`asked_at`);--> statement-breakpoint
CREATE INDEX `incidents_duplicate_of` ON `incidents` (`duplicate_of`) WHERE "incidents"."duplicate_of" is not null;