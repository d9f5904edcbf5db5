CREATE TABLE `mark_policies` (
	`id` text PRIMARY KEY NOT NULL,
	`version` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`revision` integer NOT NULL,
	`repository` text NOT NULL,
	`policy` text NOT NULL,
	`holds_from` text NOT NULL,
	`note` text,
	`label_audit` text,
	`set_by` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `mark_policies_day` ON `mark_policies` (`repository`,`holds_from`);