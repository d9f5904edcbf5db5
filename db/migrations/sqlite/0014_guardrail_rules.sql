CREATE TABLE `guardrail_notes` (
	`id` text PRIMARY KEY NOT NULL,
	`rule_id` text NOT NULL,
	`at` integer NOT NULL,
	`state` text NOT NULL,
	`title` text,
	`source` text,
	`external_id` text,
	`system` text,
	`asked_by` text NOT NULL,
	FOREIGN KEY (`rule_id`) REFERENCES `guardrail_rules`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `guardrail_notes_rule` ON `guardrail_notes` (`rule_id`,`id`);--> statement-breakpoint
CREATE TABLE `guardrail_rules` (
	`id` text PRIMARY KEY NOT NULL,
	`version` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`name` text NOT NULL,
	`when` text NOT NULL,
	`asks` text NOT NULL,
	`state` text NOT NULL,
	`state_since` integer NOT NULL,
	`worded_at` integer NOT NULL
);
--> statement-breakpoint
ALTER TABLE `changes` ADD `submitted_at` integer;--> statement-breakpoint
ALTER TABLE `changes` ADD `approved_at` integer;