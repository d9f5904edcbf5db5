import { kit } from "../dialect.ts";
import { hookSenders } from "../values.ts";

const { table, id, text, integer, instant, json, oneOf, index, primaryKey } = kit;

/**
 * What senders told of a subject, in the order it came in; never changed. `key` is the sender's own id for it, so
 * that nothing counts twice, and `position` puts those in order who tell of one subject at the same time.
 */
export const hookFacts = table(
  "hook_facts",
  {
    sender: oneOf(hookSenders).notNull(),
    subject: text().notNull(),
    position: integer().notNull(),
    key: text().notNull(),
    /** When it happened, as the sender says. */
    at: instant().notNull(),
    heardAt: instant().notNull(),
    data: json<unknown>().notNull(),
  },
  (t) => [primaryKey({ name: "hook_facts_pk", columns: [t.sender, t.subject, t.position] })],
);

/**
 * When each source of incidents last spoke, to the hour: a message that changes nothing says too that nothing else
 * is to be told. `source` is the name that incidents carry.
 */
export const heartbeats = table("heartbeats", {
  source: id(),
  at: instant().notNull(),
  revision: integer().notNull(),
});

/** Deployments that are no production change as far as is known: listed for people to see, and not counted. */
export const heldChanges = table(
  "held_changes",
  {
    source: text().notNull(),
    externalId: text().notNull(),
    title: text().notNull(),
    /** When it was asked for. */
    askedAt: instant().notNull(),
    url: text(),
    /** Why it does not count. */
    reason: text().notNull(),
  },
  (t) => [
    primaryKey({ name: "held_changes_pk", columns: [t.source, t.externalId] }),
    index("held_changes_asked").on(t.askedAt),
  ],
);
