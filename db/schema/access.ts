import { kit } from "../dialect.ts";
import type { KeyScope } from "../values.ts";

const { table, id, text, integer, instant, json, unique } = kit;

/** The key itself is never stored: only its hash, and enough of its start to recognise it by. */
export const apiKeys = table(
  "api_keys",
  {
    id: id(),
    version: integer().notNull(),
    createdAt: instant().notNull(),
    updatedAt: instant().notNull(),
    createdBy: text(),
    name: text().notNull(),
    start: text().notNull(),
    hash: text().notNull(),
    scopes: json<KeyScope[]>().notNull(),
    expiresAt: instant(),
    lastUsedAt: instant(),
    revokedAt: instant(),
  },
  (t) => [unique("api_keys_hash").on(t.hash)],
);
