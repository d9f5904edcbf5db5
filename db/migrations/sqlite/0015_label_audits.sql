CREATE TABLE `label_audits` (
	`id` text PRIMARY KEY NOT NULL,
	`version` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`created_by` text,
	`period_from` integer NOT NULL,
	`period_to` integer NOT NULL,
	`zone` text NOT NULL,
	`terms` text NOT NULL,
	`seed` integer NOT NULL,
	`population` text NOT NULL,
	`drawn` text NOT NULL,
	`deleted_at` integer
);
--> statement-breakpoint
CREATE TABLE `label_checks` (
	`id` text PRIMARY KEY NOT NULL,
	`version` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`audit_id` text NOT NULL,
	`change_number` integer NOT NULL,
	`checker_id` text NOT NULL,
	`checker` text NOT NULL,
	`answer` text NOT NULL,
	`note` text,
	FOREIGN KEY (`audit_id`) REFERENCES `label_audits`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`change_number`) REFERENCES `changes`(`number`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `label_checks_checker` ON `label_checks` (`audit_id`,`change_number`,`checker_id`);