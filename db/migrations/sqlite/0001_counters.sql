INSERT INTO "state" ("id", "revision", "incidents", "changes", "systems") VALUES ('state', 0, 0, 0, 0);
