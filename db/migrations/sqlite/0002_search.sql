-- Words of incidents and their post-mortems. Text that changed is due first: triggers note it, and commit takes it
-- in, at once for single edits and afterwards for imports. What is due is searched as text meanwhile.
CREATE VIRTUAL TABLE incident_words USING fts5(
  words, content='', contentless_delete=1, detail=none, tokenize="unicode61 remove_diacritics 2"
);
--> statement-breakpoint
CREATE TABLE incident_words_due (incident_number integer PRIMARY KEY NOT NULL);
--> statement-breakpoint
CREATE VIEW incident_text (incident_number, words) AS
  SELECT i.number, i.title || ' ' || coalesce(i.summary, '')
    || ' ' || coalesce(p.summary, '')
    || ' ' || coalesce(p.impact, '')
    || ' ' || coalesce(p.detection, '')
    || ' ' || coalesce(p.root_cause, '')
    || ' ' || coalesce(p.ai_role, '')
    || ' ' || coalesce(p.went_well, '')
    || ' ' || coalesce(p.went_wrong, '')
    || ' ' || coalesce(p.lucky, '')
    || ' ' || coalesce(p.lessons, '')
    || ' ' || coalesce(replace(p.five_whys, '\n', ' '), '')
  FROM incidents i LEFT JOIN postmortems p ON p.incident_number = i.number;
--> statement-breakpoint
CREATE TRIGGER incident_words_created AFTER INSERT ON incidents BEGIN
  INSERT OR IGNORE INTO incident_words_due VALUES (new.number);
END;
--> statement-breakpoint
CREATE TRIGGER incident_words_changed AFTER UPDATE OF title, summary ON incidents
WHEN old.title IS NOT new.title OR old.summary IS NOT new.summary BEGIN
  INSERT OR IGNORE INTO incident_words_due VALUES (new.number);
END;
--> statement-breakpoint
CREATE TRIGGER incident_words_removed AFTER DELETE ON incidents BEGIN
  DELETE FROM incident_words WHERE rowid = old.number;
  DELETE FROM incident_words_due WHERE incident_number = old.number;
END;
--> statement-breakpoint
CREATE TRIGGER postmortem_words_created AFTER INSERT ON postmortems BEGIN
  INSERT OR IGNORE INTO incident_words_due VALUES (new.incident_number);
END;
--> statement-breakpoint
CREATE TRIGGER postmortem_words_changed AFTER UPDATE ON postmortems BEGIN
  INSERT OR IGNORE INTO incident_words_due VALUES (new.incident_number);
END;
--> statement-breakpoint
CREATE TRIGGER postmortem_words_removed AFTER DELETE ON postmortems BEGIN
  INSERT OR IGNORE INTO incident_words_due VALUES (old.incident_number);
END;
--> statement-breakpoint
INSERT INTO incident_words_due SELECT number FROM incidents;
