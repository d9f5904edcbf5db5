CREATE TABLE `import_systems` (
	`import_id` text NOT NULL,
	`system_number` integer NOT NULL,
	`state` text NOT NULL,
	PRIMARY KEY(`import_id`, `system_number`),
	FOREIGN KEY (`import_id`) REFERENCES `imports`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `incident_systems_system` ON `incident_systems` (`system_number`);