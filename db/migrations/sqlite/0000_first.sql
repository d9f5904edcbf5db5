CREATE TABLE `accounts` (
	`id` text PRIMARY KEY NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`user_id` text NOT NULL,
	`provider_id` text NOT NULL,
	`account_id` text NOT NULL,
	`password` text,
	`access_token` text,
	`refresh_token` text,
	`id_token` text,
	`access_token_expires_at` integer,
	`refresh_token_expires_at` integer,
	`scope` text,
	FOREIGN KEY (`user_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `accounts_identity` ON `accounts` (`provider_id`,`account_id`);--> statement-breakpoint
CREATE INDEX `accounts_user` ON `accounts` (`user_id`);--> statement-breakpoint
CREATE TABLE `api_keys` (
	`id` text PRIMARY KEY NOT NULL,
	`version` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`created_by` text,
	`name` text NOT NULL,
	`start` text NOT NULL,
	`hash` text NOT NULL,
	`scopes` text NOT NULL,
	`expires_at` integer,
	`last_used_at` integer,
	`revoked_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `api_keys_hash` ON `api_keys` (`hash`);--> statement-breakpoint
CREATE TABLE `invitations` (
	`id` text PRIMARY KEY NOT NULL,
	`version` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`created_by` text,
	`email` text NOT NULL,
	`role` text NOT NULL,
	`person_id` text,
	`token_hash` text NOT NULL,
	`expires_at` integer NOT NULL,
	`accepted_at` integer,
	`revoked_at` integer,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `invitations_token` ON `invitations` (`token_hash`);--> statement-breakpoint
CREATE INDEX `invitations_email` ON `invitations` (`email`);--> statement-breakpoint
CREATE TABLE `people` (
	`id` text PRIMARY KEY NOT NULL,
	`version` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`name` text NOT NULL,
	`email` text NOT NULL,
	`email_verified` integer NOT NULL,
	`image` text,
	`role` text NOT NULL,
	`disabled_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `people_email` ON `people` (`email`);--> statement-breakpoint
CREATE TABLE `secrets` (
	`id` text PRIMARY KEY NOT NULL,
	`value` text NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `sessions` (
	`id` text PRIMARY KEY NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`user_id` text NOT NULL,
	`token` text NOT NULL,
	`expires_at` integer NOT NULL,
	`ip_address` text,
	`user_agent` text,
	FOREIGN KEY (`user_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `sessions_token` ON `sessions` (`token`);--> statement-breakpoint
CREATE INDEX `sessions_user` ON `sessions` (`user_id`);--> statement-breakpoint
CREATE TABLE `verifications` (
	`id` text PRIMARY KEY NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`identifier` text NOT NULL,
	`value` text NOT NULL,
	`expires_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `verifications_identifier` ON `verifications` (`identifier`);--> statement-breakpoint
CREATE TABLE `audit_entries` (
	`id` text PRIMARY KEY NOT NULL,
	`at` integer NOT NULL,
	`actor_kind` text NOT NULL,
	`actor_id` text,
	`actor_name` text NOT NULL,
	`action` text NOT NULL,
	`subject` text NOT NULL,
	`before` text,
	`after` text
);
--> statement-breakpoint
CREATE INDEX `audit_entries_subject` ON `audit_entries` (`subject`);--> statement-breakpoint
CREATE INDEX `audit_entries_at` ON `audit_entries` (`at`);--> statement-breakpoint
CREATE TABLE `change_volumes` (
	`id` text PRIMARY KEY NOT NULL,
	`version` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`revision` integer NOT NULL,
	`day` text NOT NULL,
	`system_number` integer,
	`ai_assistance` text NOT NULL,
	`count` integer NOT NULL,
	`source` text NOT NULL,
	FOREIGN KEY (`system_number`) REFERENCES `systems`(`number`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `change_volumes_identity` ON `change_volumes` (`day`,`system_number`,`ai_assistance`,`source`);--> statement-breakpoint
CREATE INDEX `change_volumes_revision` ON `change_volumes` (`revision`);--> statement-breakpoint
CREATE TABLE `changes` (
	`number` integer PRIMARY KEY NOT NULL,
	`id` text NOT NULL,
	`version` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`created_by` text,
	`revision` integer NOT NULL,
	`deleted_at` integer,
	`source` text,
	`external_id` text,
	`title` text NOT NULL,
	`kind` text,
	`system_number` integer,
	`deployed_at` integer NOT NULL,
	`author` text,
	`author_level` text NOT NULL,
	`ai_assistance` text NOT NULL,
	`ai_tool` text,
	`ai_evidence` text NOT NULL,
	`approvals` integer,
	`senior_approval` integer,
	`documented` integer,
	`document_url` text,
	`checks_passed` integer,
	`risk_assessed` integer,
	`rollback_plan` integer,
	`sandbox_tested` integer,
	`rolled_back_at` integer,
	`url` text,
	`audited_at` integer,
	`audited_by` text,
	`audit_outcome` text,
	`audit_note` text,
	`custom_fields` text,
	FOREIGN KEY (`system_number`) REFERENCES `systems`(`number`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `changes_id` ON `changes` (`id`);--> statement-breakpoint
CREATE UNIQUE INDEX `changes_identity` ON `changes` (`source`,`external_id`);--> statement-breakpoint
CREATE INDEX `changes_revision` ON `changes` (`revision`);--> statement-breakpoint
CREATE INDEX `changes_system` ON `changes` (`system_number`,`deployed_at`);--> statement-breakpoint
CREATE TABLE `import_mappings` (
	`id` text PRIMARY KEY NOT NULL,
	`version` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`name` text NOT NULL,
	`target` text NOT NULL,
	`mapping` text NOT NULL,
	`answers` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `import_mappings_name` ON `import_mappings` (`name`,`target`);--> statement-breakpoint
CREATE INDEX `import_mappings_target` ON `import_mappings` (`target`);--> statement-breakpoint
CREATE TABLE `import_parts` (
	`import_id` text NOT NULL,
	`part` integer NOT NULL,
	`bytes` blob NOT NULL,
	PRIMARY KEY(`import_id`, `part`),
	FOREIGN KEY (`import_id`) REFERENCES `imports`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `import_rows` (
	`import_id` text NOT NULL,
	`line` integer NOT NULL,
	`state` text NOT NULL,
	`record_number` integer,
	`record_id` text,
	`record_version` integer,
	`before` text,
	`raw` text,
	`reasons` text,
	PRIMARY KEY(`import_id`, `line`),
	FOREIGN KEY (`import_id`) REFERENCES `imports`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `imports` (
	`id` text PRIMARY KEY NOT NULL,
	`version` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`created_by` text,
	`target` text NOT NULL,
	`file_name` text NOT NULL,
	`file_bytes` integer NOT NULL,
	`sha256` text NOT NULL,
	`state` text NOT NULL,
	`inspection` text,
	`reading` text,
	`mapping` text,
	`answers` text,
	`plan` text,
	`plan_revision` integer,
	`done` integer NOT NULL,
	`total` integer,
	`created` integer NOT NULL,
	`updated` integer NOT NULL,
	`unchanged` integer NOT NULL,
	`refused` integer NOT NULL,
	`skipped` integer NOT NULL,
	`undo` text,
	`failure` text,
	`started_by` text,
	`started_at` integer,
	`finished_at` integer,
	`undone_at` integer
);
--> statement-breakpoint
CREATE TABLE `incident_changes` (
	`incident_number` integer NOT NULL,
	`change_number` integer NOT NULL,
	`link` text NOT NULL,
	PRIMARY KEY(`incident_number`, `change_number`),
	FOREIGN KEY (`incident_number`) REFERENCES `incidents`(`number`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`change_number`) REFERENCES `changes`(`number`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `incident_changes_change` ON `incident_changes` (`change_number`);--> statement-breakpoint
CREATE TABLE `incident_factors` (
	`incident_number` integer NOT NULL,
	`factor` text NOT NULL,
	`note` text,
	PRIMARY KEY(`incident_number`, `factor`),
	FOREIGN KEY (`incident_number`) REFERENCES `incidents`(`number`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `incident_regions` (
	`incident_number` integer NOT NULL,
	`region` text NOT NULL,
	PRIMARY KEY(`incident_number`, `region`),
	FOREIGN KEY (`incident_number`) REFERENCES `incidents`(`number`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `incident_systems` (
	`incident_number` integer NOT NULL,
	`system_number` integer NOT NULL,
	`part` text NOT NULL,
	PRIMARY KEY(`incident_number`, `system_number`),
	FOREIGN KEY (`incident_number`) REFERENCES `incidents`(`number`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`system_number`) REFERENCES `systems`(`number`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `incidents` (
	`number` integer PRIMARY KEY NOT NULL,
	`id` text NOT NULL,
	`version` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`created_by` text,
	`revision` integer NOT NULL,
	`deleted_at` integer,
	`source` text,
	`external_id` text,
	`kind` text NOT NULL,
	`title` text NOT NULL,
	`summary` text,
	`severity` integer,
	`severity_raw` text,
	`status` text NOT NULL,
	`started_at` integer NOT NULL,
	`detected_at` integer,
	`mitigated_at` integer,
	`resolved_at` integer,
	`lost_orders` integer,
	`errors` integer,
	`customers_affected` integer,
	`order_drop_percent` real,
	`customer_facing` integer,
	`trigger` text NOT NULL,
	`root_cause` text NOT NULL,
	`root_cause_detail` text,
	`ai_involvement` text NOT NULL,
	`ai_tool` text,
	`ai_evidence` text NOT NULL,
	`ai_note` text,
	`duplicate_of` integer,
	`custom_fields` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `incidents_id` ON `incidents` (`id`);--> statement-breakpoint
CREATE UNIQUE INDEX `incidents_identity` ON `incidents` (`source`,`external_id`);--> statement-breakpoint
CREATE INDEX `incidents_revision` ON `incidents` (`revision`);--> statement-breakpoint
CREATE TABLE `interventions` (
	`id` text PRIMARY KEY NOT NULL,
	`version` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`name` text NOT NULL,
	`kind` text NOT NULL,
	`starts_on` text NOT NULL,
	`ends_on` text,
	`scope` text NOT NULL,
	`note` text,
	`deleted_at` integer
);
--> statement-breakpoint
CREATE TABLE `action_items` (
	`id` text PRIMARY KEY NOT NULL,
	`version` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`created_by` text,
	`incident_number` integer NOT NULL,
	`title` text NOT NULL,
	`kind` text NOT NULL,
	`owner` text,
	`due_on` text,
	`state` text NOT NULL,
	`priority` text NOT NULL,
	`tracker_url` text,
	`closed_at` integer,
	FOREIGN KEY (`incident_number`) REFERENCES `incidents`(`number`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `action_items_incident` ON `action_items` (`incident_number`);--> statement-breakpoint
CREATE INDEX `action_items_state` ON `action_items` (`state`,`due_on`);--> statement-breakpoint
CREATE TABLE `postmortems` (
	`id` text PRIMARY KEY NOT NULL,
	`version` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`incident_number` integer NOT NULL,
	`state` text NOT NULL,
	`summary` text,
	`impact` text,
	`detection` text,
	`root_cause` text,
	`ai_role` text,
	`went_well` text,
	`went_wrong` text,
	`lucky` text,
	`five_whys` text NOT NULL,
	`lessons` text,
	`owner` text,
	`reviewers` text NOT NULL,
	`published_at` integer,
	FOREIGN KEY (`incident_number`) REFERENCES `incidents`(`number`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `postmortems_incident` ON `postmortems` (`incident_number`);--> statement-breakpoint
CREATE TABLE `timeline_entries` (
	`id` text PRIMARY KEY NOT NULL,
	`version` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`incident_number` integer NOT NULL,
	`at` integer NOT NULL,
	`text` text NOT NULL,
	`kind` text NOT NULL,
	FOREIGN KEY (`incident_number`) REFERENCES `incidents`(`number`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `timeline_entries_incident` ON `timeline_entries` (`incident_number`,`at`);--> statement-breakpoint
CREATE TABLE `settings` (
	`id` text PRIMARY KEY NOT NULL,
	`version` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`organisation` text NOT NULL,
	`zone` text NOT NULL,
	`week_start` integer NOT NULL,
	`order_value` real,
	`currency` text NOT NULL,
	`high_blast` text NOT NULL,
	`postmortem_working_days` integer NOT NULL,
	`working_hours` text NOT NULL,
	`postmortem_template` text
);
--> statement-breakpoint
CREATE TABLE `state` (
	`id` text PRIMARY KEY NOT NULL,
	`revision` integer NOT NULL,
	`incidents` integer NOT NULL,
	`changes` integer NOT NULL,
	`systems` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `views` (
	`id` text PRIMARY KEY NOT NULL,
	`version` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`created_by` text,
	`name` text NOT NULL,
	`page` text NOT NULL,
	`query` text NOT NULL,
	`shared` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `system_dependencies` (
	`system_number` integer NOT NULL,
	`depends_on_number` integer NOT NULL,
	PRIMARY KEY(`system_number`, `depends_on_number`),
	FOREIGN KEY (`system_number`) REFERENCES `systems`(`number`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`depends_on_number`) REFERENCES `systems`(`number`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `system_dependencies_depends_on` ON `system_dependencies` (`depends_on_number`);--> statement-breakpoint
CREATE TABLE `systems` (
	`number` integer PRIMARY KEY NOT NULL,
	`id` text NOT NULL,
	`version` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`revision` integer NOT NULL,
	`slug` text NOT NULL,
	`name` text NOT NULL,
	`tier` integer,
	`org` text,
	`owner` text,
	`description` text,
	`retired_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `systems_id` ON `systems` (`id`);--> statement-breakpoint
CREATE UNIQUE INDEX `systems_slug` ON `systems` (`slug`);--> statement-breakpoint
CREATE INDEX `systems_revision` ON `systems` (`revision`);