ALTER TABLE `import_rows` ADD `lines` text;--> statement-breakpoint
CREATE INDEX `import_rows_record` ON `import_rows` (`record_number`);