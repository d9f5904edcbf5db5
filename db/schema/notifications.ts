import { kit } from "../dialect.ts";
import { notificationChannels, notificationKinds } from "../values.ts";

const { table, id, text, instant, integer, flag, oneOf, index, unique } = kit;

/** Whom to tell, and of what. */
export const notificationTargets = table("notification_targets", {
  id: id(),
  version: integer().notNull(),
  createdAt: instant().notNull(),
  updatedAt: instant().notNull(),
  createdBy: text(),
  name: text().notNull(),
  channel: oneOf(notificationChannels).notNull(),
  /** An e-mail address, or where a webhook is posted to; the latter often is a secret in itself. */
  address: text().notNull(),
  /** Signs what is posted to a webhook; kept as it is, since signing needs it. */
  secret: text(),
  review: flag().notNull(),
  highBlast: flag().notNull(),
  /** What came to pass before is not told. */
  since: instant().notNull(),
});

/** What came to pass and is not yet addressed to anybody: written with what caused it, gone once it is. */
export const notificationEvents = table("notification_events", {
  id: id(),
  createdAt: instant().notNull(),
  kind: oneOf(notificationKinds).notNull(),
  subject: text().notNull(),
});

/** One message to one target. The same matter goes to the same target once. */
export const notificationDeliveries = table(
  "notification_deliveries",
  {
    id: id(),
    version: integer().notNull(),
    createdAt: instant().notNull(),
    updatedAt: instant().notNull(),
    targetId: text()
      .notNull()
      .references(() => notificationTargets.id),
    kind: oneOf(notificationKinds).notNull(),
    subject: text().notNull(),
    attempts: integer().notNull(),
    /** When to try next; while somebody tries, when another may. Null once it is over. */
    nextAt: instant(),
    sentAt: instant(),
    /** Why the last attempt failed, in plain words. */
    error: text(),
  },
  (t) => [
    unique("notification_deliveries_matter").on(t.targetId, t.kind, t.subject),
    index("notification_deliveries_next").on(t.nextAt),
  ],
);
