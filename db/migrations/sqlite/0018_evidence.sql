CREATE TABLE `change_commits` (
	`repository` text NOT NULL,
	`sha` text NOT NULL,
	`change_number` integer NOT NULL,
	PRIMARY KEY(`repository`, `sha`, `change_number`),
	FOREIGN KEY (`change_number`) REFERENCES `changes`(`number`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `change_commits_change` ON `change_commits` (`change_number`);--> statement-breakpoint
CREATE TABLE `change_evidence` (
	`id` text PRIMARY KEY NOT NULL,
	`change_number` integer NOT NULL,
	`channel` text NOT NULL,
	`decision` text,
	`source` text NOT NULL,
	`about` text,
	`assistance` text NOT NULL,
	`tool` text,
	`model` text,
	`said` text,
	`said_by` text,
	`at` integer NOT NULL,
	`heard_at` integer NOT NULL,
	`commits` text,
	`lines` text,
	FOREIGN KEY (`change_number`) REFERENCES `changes`(`number`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `change_evidence_change` ON `change_evidence` (`change_number`);--> statement-breakpoint
ALTER TABLE `changes` ADD `repository` text;--> statement-breakpoint
ALTER TABLE `changes` ADD `ai_model` text;--> statement-breakpoint
ALTER TABLE `changes` ADD `ai_strength` text;--> statement-breakpoint
ALTER TABLE `changes` ADD `ai_conflict` integer;--> statement-breakpoint
ALTER TABLE `changes` ADD `commits` integer;--> statement-breakpoint
ALTER TABLE `changes` ADD `ai_commits` integer;--> statement-breakpoint
ALTER TABLE `changes` ADD `no_ai_commits` integer;--> statement-breakpoint
ALTER TABLE `changes` ADD `lines` integer;--> statement-breakpoint
ALTER TABLE `changes` ADD `ai_lines` integer;--> statement-breakpoint
ALTER TABLE `changes` ADD `human_lines` integer;--> statement-breakpoint
UPDATE `changes` SET `ai_strength` = CASE `ai_evidence` WHEN 'commit-trailer' THEN 'commits' WHEN 'pull-request-label' THEN 'pull-request' WHEN 'tool-report' THEN 'account' ELSE 'statement' END WHERE `ai_assistance` <> 'unknown';--> statement-breakpoint
UPDATE `changes` SET `repository` = substr(`external_id`, 1, instr(`external_id`, '@') - 1) WHERE `source` = 'github' AND `external_id` LIKE '%_/_%@_%';

