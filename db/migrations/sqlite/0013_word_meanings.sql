CREATE TABLE `word_meanings` (
	`id` text PRIMARY KEY NOT NULL,
	`version` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`source` text NOT NULL,
	`field` text NOT NULL,
	`word` text NOT NULL,
	`meaning` text,
	`set_by` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `word_meanings_word` ON `word_meanings` (`source`,`field`,`word`);