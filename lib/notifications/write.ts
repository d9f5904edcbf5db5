import { randomBytes } from "node:crypto";
import { z } from "zod";
import { create, remove, update } from "#db/edit.ts";
import { notificationDeliveries, notificationEvents, notificationTargets } from "#db/schema/notifications.ts";
import type { NotificationKind } from "#db/values.ts";
import { command, unchanged } from "#lib/command.ts";
import { AppError } from "#lib/errors.ts";
import { omitUndefined } from "#lib/parse.ts";
import { getSettings } from "#lib/settings/read.ts";
import { requireUnchanged } from "#lib/versions.ts";
import {
  type Addressee,
  addressedTo,
  addressees,
  getDelivery,
  getTarget,
  listTargets,
  outdatedDeliveries,
  pendingEvents,
} from "./read.ts";
import { lastReview } from "./schedule.ts";
import { Delivery, shownAddress, Target, TargetBody, TargetPatch } from "./schema.ts";

// ---- who is told ----

const mostTargets = 50;

/** Kept as receivers' libraries expect it: https://www.standardwebhooks.com */
const makeSecret = () => `whsec_${randomBytes(32).toString("base64")}`;

export const addTarget = command({
  name: "notification-target.add",
  summary: "Tell an e-mail address or a webhook; a webhook's secret is shown this once",
  requires: "settings.write",
  input: TargetBody,
  answer: z.object({
    target: Target.describe("Who is told."),
    secret: z
      .string()
      .nullable()
      .describe("What a webhook is signed with, shown this once; null for an e-mail address."),
  }),
  async run({ ask, actor, now, newId }, body) {
    if ((await ask(listTargets, undefined)).length >= mostTargets)
      throw new AppError("invalid", `There are ${mostTargets} already. Remove one that nobody needs.`);
    const secret = body.channel === "webhook" ? makeSecret() : null;
    const row = { id: newId("ntt"), ...body, createdBy: actor.name };
    const target: Target = {
      ...row,
      address: shownAddress(body.channel, body.address),
      version: 1,
      createdAt: now,
      last: null,
    };
    return {
      edits: [create(notificationTargets, { ...row, secret, since: now })],
      records: [{ subject: row.id, before: null, after: toldOf(target) }],
      answer: () => ({ target, secret }),
    };
  },
});

const toldOf = ({ name, channel, address, review, highBlast }: Target) => ({
  name,
  channel,
  address,
  review,
  highBlast,
});

export const updateTarget = command({
  name: "notification-target.update",
  summary: "Change what somebody is told of",
  requires: "settings.write",
  input: z.object({ id: z.string().max(100), patch: TargetPatch }),
  answer: Target,
  async run({ ask, now }, { id, patch: { version, ...patch } }) {
    const before = await ask(getTarget, { id });
    requireUnchanged({ version, before, name: before.name });
    const after = { ...before, ...omitUndefined(patch) };
    const same = (["name", "review", "highBlast"] as const).every((field) => before[field] === after[field]);
    if (same) return unchanged(before);
    const more = (after.review && !before.review) || (after.highBlast && !before.highBlast);
    const { name, review, highBlast } = after;
    const set = { name, review, highBlast, ...(more ? { since: now } : {}) };
    return {
      edits: [update(notificationTargets, { key: { id }, version: before.version }, set)],
      records: [{ subject: id, before: toldOf(before), after: toldOf(after) }],
      answer: () => ({ ...after, version: before.version + 1 }),
      again: version === undefined,
    };
  },
});

export const removeTarget = command({
  name: "notification-target.remove",
  summary: "Tell somebody no longer; what was on its way is not sent",
  requires: "settings.write",
  input: z.object({ id: z.string().max(100) }),
  answer: Target,
  async run({ ask }, { id }) {
    const target = await ask(getTarget, { id });
    return {
      edits: [remove(notificationDeliveries, { targetId: id }), remove(notificationTargets, { id })],
      records: [{ subject: id, before: toldOf(target), after: null }],
      answer: () => target,
      again: true,
    };
  },
});

// ---- what is on its way ----

function delivery(of: {
  id: string;
  targetId: string;
  kind: NotificationKind;
  subject: string;
  nextAt: Date;
}) {
  return create(notificationDeliveries, { ...of, attempts: 0, sentAt: null, error: null });
}

export const beginTest = command({
  name: "notification-target.test",
  summary: "Put a test message on its way",
  requires: "settings.write",
  input: z.object({ id: z.string().max(100) }),
  answer: z.object({ id: z.string() }),
  async run({ ask, now, newId }, { id: targetId }) {
    const target = await ask(getTarget, { id: targetId });
    const id = newId("ntd");
    return {
      edits: [delivery({ id, targetId, kind: "test", subject: id, nextAt: now })],
      records: [{ subject: targetId, before: null, after: { test: id, name: target.name } }],
      answer: () => ({ id }),
    };
  },
});

/**
 * Makes deliveries of what came to pass and of the review that is due, and takes the former off the list in the same
 * transaction. Of two instances at it, the second finds the deliveries there, decides again and has nothing to do.
 */
export const addressNotifications = command({
  name: "notification.address",
  summary: "Decide who is told of what came to pass",
  requires: "access.manage",
  input: z.void(),
  answer: z.object({ made: z.int() }),
  audited: "use",
  async run({ ask, now, newId }) {
    const [events, targets] = await Promise.all([ask(pendingEvents, undefined), ask(addressees, undefined)]);
    const matters = events.map(({ kind, subject, createdAt: at }) => ({ kind, subject, at }));
    if (targets.some(({ review }) => review)) {
      const { week, at } = lastReview(await ask(getSettings, undefined), now);
      matters.push({ kind: "review", subject: week, at });
    }
    if (matters.length === 0) return { edits: [], records: [], answer: () => ({ made: 0 }) };
    const subjects = matters.map(({ subject }) => subject);
    const named = (of: { targetId: string; kind: NotificationKind; subject: string }) =>
      JSON.stringify([of.targetId, of.kind, of.subject]);
    const done = new Set((await ask(addressedTo, { subjects })).map(named));
    const fresh = [];
    for (const { kind, subject, at } of matters) {
      for (const target of targets.filter((one) => wants(one, kind) && one.since <= at)) {
        const matter = { targetId: target.id, kind, subject };
        if (done.has(named(matter))) continue;
        done.add(named(matter));
        fresh.push(delivery({ id: newId("ntd"), ...matter, nextAt: now }));
      }
    }
    return {
      edits: [...fresh, ...events.map(({ id }) => remove(notificationEvents, { id }))],
      records: [],
      answer: () => ({ made: fresh.length }),
      again: true,
    };
  },
});

function wants(target: Addressee, kind: NotificationKind): boolean {
  return kind === "review" ? target.review : kind === "high-blast" && target.highBlast;
}

/** So long a delivery belongs to whoever claimed it; who is gone by then is taken to be gone. */
export const leaseMs = 120_000;

export const claimDelivery = command({
  name: "notification.claim",
  summary: "Take a delivery on, so that no other instance does",
  requires: "access.manage",
  input: z.object({ delivery: Delivery }),
  answer: Delivery,
  audited: "use",
  async run({ now }, { delivery: { id, version, attempts, ...rest } }) {
    const set = { attempts: attempts + 1, nextAt: new Date(now.getTime() + leaseMs) };
    return {
      edits: [update(notificationDeliveries, { key: { id }, version }, set)],
      records: [],
      answer: () => ({ ...rest, id, version: version + 1, ...set }),
    };
  },
});

/** Minutes until the next attempt, after the first, the second and so on; then it is given up. */
export const pauseMinutes = [1, 5, 15, 60, 180, 720, 1440] as const;

export const settleDelivery = command({
  name: "notification.send",
  summary: "Note how a delivery went",
  requires: "access.manage",
  input: z.object({
    delivery: Delivery,
    /** Null: it arrived. */
    error: z.string().nullable(),
    /** Nothing is gained by trying again. */
    final: z.boolean(),
  }),
  answer: Delivery,
  audited: "use",
  async run({ ask, now }, { delivery: { id, version, attempts, kind, subject, targetId }, error, final }) {
    const pause = final || error === null || kind === "test" ? undefined : pauseMinutes[attempts - 1];
    const set = {
      error,
      sentAt: error === null ? now : null,
      nextAt: pause === undefined ? null : new Date(now.getTime() + pause * 60_000),
    };
    const before = await ask(getDelivery, { id });
    return {
      edits: [update(notificationDeliveries, { key: { id }, version }, set)],
      records:
        error === null ? [{ subject: targetId, before: null, after: { kind, subject, delivery: id } }] : [],
      answer: () => ({ ...before, ...set, version: version + 1 }),
    };
  },
});

/**
 * The same matter is told once because its delivery is there: a review may be decided on again for a week, an
 * incident is news for a week. What failed is kept longer, for whoever looks into why nothing came.
 */
export const daysKept = { sent: 30, failed: 90 } as const;

const mostForgotten = 500;

export const forgetDeliveries = command({
  name: "notification.forget",
  summary: "Remove deliveries that ended long ago",
  requires: "access.manage",
  input: z.void(),
  answer: z.object({ forgotten: z.int(), more: z.boolean() }),
  audited: "use",
  async run({ ask, now }) {
    const before = (days: number) => new Date(now.getTime() - days * 86_400_000);
    const limits = { sentBefore: before(daysKept.sent), failedBefore: before(daysKept.failed) };
    const outdated = await ask(outdatedDeliveries, { ...limits, most: mostForgotten });
    return {
      edits: outdated.map(({ id }) => remove(notificationDeliveries, { id })),
      records: [],
      answer: () => ({ forgotten: outdated.length, more: outdated.length === mostForgotten }),
      again: true,
    };
  },
});
