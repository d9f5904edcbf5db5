import { and, asc, desc, eq, inArray, isNotNull, isNull, lt, lte, notInArray, or } from "drizzle-orm";
import { z } from "zod";
import { notificationDeliveries, notificationEvents, notificationTargets } from "#db/schema/notifications.ts";
import { notificationKinds } from "#db/values.ts";
import { notFound } from "#lib/errors.ts";
import { Instant } from "#lib/parse.ts";
import { query } from "#lib/query.ts";
import { Delivery, type DeliveryState, shownAddress, Target } from "./schema.ts";

type DeliveryRow = typeof notificationDeliveries.$inferSelect;

function stateOf({ sentAt, nextAt, attempts }: DeliveryRow): DeliveryState {
  if (sentAt !== null) return "sent";
  if (nextAt === null) return "failed";
  return attempts === 0 ? "waiting" : "retrying";
}

const deliveryOf = (row: DeliveryRow) => Delivery.parse({ ...row, state: stateOf(row) });

export const listTargets = query({
  name: "notification-targets.list",
  summary: "Who is told of what, and how the last delivery went",
  requires: "settings.write",
  input: z.strictObject({}).optional(),
  answer: z.array(Target),
  async run({ read }) {
    const targets = await read
      .select()
      .from(notificationTargets)
      .orderBy(asc(notificationTargets.createdAt), asc(notificationTargets.id));
    const last = await Promise.all(
      targets.map(({ id }) =>
        read
          .select()
          .from(notificationDeliveries)
          .where(eq(notificationDeliveries.targetId, id))
          .orderBy(desc(notificationDeliveries.updatedAt), desc(notificationDeliveries.id))
          .limit(1),
      ),
    );
    return targets.map((row, i) =>
      Target.parse({
        ...row,
        address: shownAddress(row.channel, row.address),
        last: last[i]![0] === undefined ? null : deliveryOf(last[i]![0]),
      }),
    );
  },
});

export const getTarget = query({
  name: "notification-targets.get",
  summary: "One of those who are told",
  requires: "settings.write",
  input: z.object({ id: z.string().max(100) }),
  answer: Target,
  async run({ ask }, { id }) {
    const target = (await ask(listTargets, undefined)).find((one) => one.id === id);
    if (target === undefined) throw notFound(`notification target ${id}`);
    return target;
  },
});

const mostDeliveries = 50;

export const listDeliveries = query({
  name: "notification-deliveries.list",
  summary: "The latest deliveries of notifications",
  requires: "settings.write",
  input: z.strictObject({}).optional(),
  answer: z.array(Delivery),
  async run({ read }) {
    const rows = await read
      .select()
      .from(notificationDeliveries)
      .orderBy(desc(notificationDeliveries.updatedAt), desc(notificationDeliveries.id))
      .limit(mostDeliveries);
    return rows.map(deliveryOf);
  },
});

export const getDelivery = query({
  name: "notification-deliveries.get",
  summary: "One delivery",
  requires: "settings.write",
  input: z.object({ id: z.string().max(100) }),
  answer: Delivery,
  async run({ read }, { id }) {
    const [row] = await read.select().from(notificationDeliveries).where(eq(notificationDeliveries.id, id));
    if (row === undefined) throw notFound(`delivery ${id}`);
    return deliveryOf(row);
  },
});

// ---- what the background work asks; addresses and secrets go no further ----

const Addressee = z.object({
  id: z.string(),
  name: z.string(),
  channel: Target.shape.channel,
  address: z.string(),
  secret: z.string().nullable(),
  review: z.boolean(),
  highBlast: z.boolean(),
  since: Instant,
});
export type Addressee = z.infer<typeof Addressee>;

export const addressees = query({
  name: "notification-targets.addressees",
  summary: "Those who are told, with their addresses",
  requires: "access.manage",
  input: z.void(),
  answer: z.array(Addressee),
  async run({ read }) {
    const rows = await read.select().from(notificationTargets);
    return rows.map((row) => Addressee.parse(row));
  },
});

const Event = z.object({
  id: z.string(),
  kind: z.enum(notificationKinds),
  subject: z.string(),
  createdAt: Instant,
});

const mostEvents = 100;

export const pendingEvents = query({
  name: "notification-events.pending",
  summary: "What came to pass and is addressed to nobody yet",
  requires: "access.manage",
  input: z.void(),
  answer: z.array(Event),
  async run({ read }) {
    const rows = await read
      .select()
      .from(notificationEvents)
      .orderBy(asc(notificationEvents.createdAt), asc(notificationEvents.id))
      .limit(mostEvents);
    return rows.map((row) => Event.parse(row));
  },
});

/** Whom the matter went to already, or is on its way to. */
export const addressedTo = query({
  name: "notification-deliveries.of-subjects",
  summary: "Which matters are addressed to whom",
  requires: "access.manage",
  input: z.object({ subjects: z.array(z.string()) }),
  answer: z.array(z.object({ targetId: z.string(), kind: z.enum(notificationKinds), subject: z.string() })),
  async run({ read }, { subjects }) {
    const { targetId, kind, subject } = notificationDeliveries;
    return read
      .select({ targetId, kind, subject })
      .from(notificationDeliveries)
      .where(inArray(subject, subjects));
  },
});

export const dueDeliveries = query({
  name: "notification-deliveries.due",
  summary: "Deliveries to try now",
  requires: "access.manage",
  input: z.object({ most: z.int() }),
  answer: z.array(Delivery),
  async run({ read, now }, { most }) {
    const rows = await read
      .select()
      .from(notificationDeliveries)
      .where(lte(notificationDeliveries.nextAt, now))
      .orderBy(asc(notificationDeliveries.nextAt), asc(notificationDeliveries.id))
      .limit(most);
    return rows.map(deliveryOf);
  },
});

/** Those that ended before a day, save the last of each target: that one says how things stand with it. */
export const outdatedDeliveries = query({
  name: "notification-deliveries.outdated",
  summary: "Deliveries that nobody looks for any more",
  requires: "access.manage",
  input: z.object({ sentBefore: z.date(), failedBefore: z.date(), most: z.int() }),
  answer: z.array(z.object({ id: z.string() })),
  async run({ read, ask }, { sentBefore, failedBefore, most }) {
    const { id, nextAt, sentAt, updatedAt } = notificationDeliveries;
    const last = (await ask(listTargets, undefined)).flatMap((target) => target.last?.id ?? []);
    const sent = and(isNotNull(sentAt), lt(updatedAt, sentBefore));
    const failed = and(isNull(sentAt), lt(updatedAt, failedBefore));
    return read
      .select({ id })
      .from(notificationDeliveries)
      .where(and(isNull(nextAt), or(sent, failed), notInArray(id, last)))
      .orderBy(asc(updatedAt), asc(id))
      .limit(most);
  },
});
