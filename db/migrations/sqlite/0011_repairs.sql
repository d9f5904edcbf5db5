CREATE TABLE `repairs` (
	`name` text PRIMARY KEY NOT NULL,
	`at` integer NOT NULL
);
