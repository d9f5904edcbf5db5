ALTER TABLE `changes` ADD `deployed_precision` text DEFAULT 'minute' NOT NULL;--> statement-breakpoint
ALTER TABLE `incidents` ADD `started_precision` text DEFAULT 'minute' NOT NULL;--> statement-breakpoint
ALTER TABLE `incidents` ADD `detected_precision` text DEFAULT 'minute' NOT NULL;--> statement-breakpoint
ALTER TABLE `incidents` ADD `mitigated_precision` text DEFAULT 'minute' NOT NULL;--> statement-breakpoint
ALTER TABLE `incidents` ADD `resolved_precision` text DEFAULT 'minute' NOT NULL;--> statement-breakpoint
ALTER TABLE `settings` ADD `earliest_day` text DEFAULT '1970-01-01' NOT NULL;