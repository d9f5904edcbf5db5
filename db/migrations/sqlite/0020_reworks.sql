CREATE TABLE `change_reworks` (
	`change_number` integer NOT NULL,
	`kind` text NOT NULL,
	`repository` text NOT NULL,
	`sha` text NOT NULL,
	`said` text,
	`lines` integer,
	PRIMARY KEY(`change_number`, `kind`, `repository`, `sha`),
	FOREIGN KEY (`change_number`) REFERENCES `changes`(`number`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `change_reworks_sha` ON `change_reworks` (`repository`,`sha`);--> statement-breakpoint
ALTER TABLE `changes` ADD `rework` integer;