CREATE TABLE `heartbeats` (
	`source` text PRIMARY KEY NOT NULL,
	`at` integer NOT NULL,
	`revision` integer NOT NULL
);
