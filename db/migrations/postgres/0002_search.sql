-- Words of incidents and their post-mortems. Text that changed is due first: triggers note it, and commit takes it
-- in, at once for single edits and afterwards for imports. What is due is searched as text meanwhile.
CREATE TABLE incident_words (incident_number bigint PRIMARY KEY NOT NULL, words tsvector NOT NULL);
--> statement-breakpoint
CREATE INDEX incident_words_words ON incident_words USING gin (words);
--> statement-breakpoint
CREATE TABLE incident_words_due (incident_number bigint PRIMARY KEY NOT NULL);
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
    || ' ' || coalesce((SELECT string_agg(why, ' ') FROM jsonb_array_elements_text(p.five_whys) why), '')
  FROM incidents i LEFT JOIN postmortems p ON p.incident_number = i.number;
--> statement-breakpoint
-- Letters lose their marks and punctuation separates, as the tokenizer of the other engine has it; ranges are written
-- out, since what counts as a letter depends on the locale of the database.
CREATE FUNCTION words_of(content text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT to_tsvector('simple', regexp_replace(
    normalize(regexp_replace(normalize(content, NFD), '[\u0300-\u036f]', '', 'g'), NFC),
    '[\u0001-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00bf\u2000-\u206f\u3000-\u303f]+', ' ', 'g'))
$$;
--> statement-breakpoint
CREATE FUNCTION incident_words_created() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  INSERT INTO incident_words_due SELECT DISTINCT number FROM touched ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER incident_words_created AFTER INSERT ON incidents
REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION incident_words_created();
--> statement-breakpoint
CREATE FUNCTION incident_words_changed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  INSERT INTO incident_words_due VALUES (new.number) ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER incident_words_changed AFTER UPDATE OF title, summary ON incidents FOR EACH ROW
WHEN (old.title IS DISTINCT FROM new.title OR old.summary IS DISTINCT FROM new.summary)
EXECUTE FUNCTION incident_words_changed();
--> statement-breakpoint
CREATE FUNCTION incident_words_removed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  DELETE FROM incident_words WHERE incident_number IN (SELECT number FROM touched);
  DELETE FROM incident_words_due WHERE incident_number IN (SELECT number FROM touched);
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER incident_words_removed AFTER DELETE ON incidents
REFERENCING OLD TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION incident_words_removed();
--> statement-breakpoint
CREATE FUNCTION postmortem_words_created() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  INSERT INTO incident_words_due SELECT DISTINCT incident_number FROM touched ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER postmortem_words_created AFTER INSERT ON postmortems
REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION postmortem_words_created();
--> statement-breakpoint
CREATE FUNCTION postmortem_words_changed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  INSERT INTO incident_words_due SELECT DISTINCT incident_number FROM touched ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER postmortem_words_changed AFTER UPDATE ON postmortems
REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION postmortem_words_changed();
--> statement-breakpoint
CREATE FUNCTION postmortem_words_removed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  INSERT INTO incident_words_due SELECT DISTINCT incident_number FROM touched ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER postmortem_words_removed AFTER DELETE ON postmortems
REFERENCING OLD TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION postmortem_words_removed();
--> statement-breakpoint
INSERT INTO incident_words_due SELECT number FROM incidents;
