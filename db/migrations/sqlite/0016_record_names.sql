CREATE TABLE `record_names` (
	`target` text NOT NULL,
	`source` text NOT NULL,
	`name` text NOT NULL,
	`is_number` integer NOT NULL,
	`record` integer NOT NULL,
	PRIMARY KEY(`target`, `name`, `source`, `is_number`)
);
--> statement-breakpoint
CREATE INDEX `record_names_record` ON `record_names` (`target`,`record`);
--> statement-breakpoint
INSERT INTO record_names (target, source, name, is_number, record)
SELECT 'incident', source, external_id, 0, number FROM incidents WHERE source IS NOT NULL AND external_id IS NOT NULL;
--> statement-breakpoint
INSERT INTO record_names (target, source, name, is_number, record)
SELECT 'change', source, external_id, 0, number FROM changes WHERE source IS NOT NULL AND external_id IS NOT NULL;
--> statement-breakpoint
INSERT INTO record_names (target, source, name, is_number, record)
SELECT target, source, name, 1, record FROM record_names WHERE name GLOB '[0-9]*' AND name NOT GLOB '*[^0-9]*';
