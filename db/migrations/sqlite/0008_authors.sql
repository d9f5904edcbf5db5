ALTER TABLE `audit_entries` ADD `command` text;--> statement-breakpoint
-- What hooks wrote with a key is known by its moment: it was stored together with what they told.
UPDATE `audit_entries` SET `command` = 'hook' WHERE `actor_kind` = 'key' AND `action` IN ('incident.declare', 'incident.update', 'change.record', 'change.update') AND `at` IN (SELECT `heard_at` FROM `hook_facts`);
