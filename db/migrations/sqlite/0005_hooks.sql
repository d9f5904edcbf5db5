CREATE TABLE `hook_facts` (
	`sender` text NOT NULL,
	`subject` text NOT NULL,
	`position` integer NOT NULL,
	`key` text NOT NULL,
	`at` integer NOT NULL,
	`heard_at` integer NOT NULL,
	`data` text NOT NULL,
	PRIMARY KEY(`sender`, `subject`, `position`)
);
