import { type Actor, systemActor } from "#lib/actor.ts";
import type { Environment } from "#lib/env.ts";
import { isAppError } from "#lib/errors.ts";
import { log } from "#lib/log.ts";
import type { Scope } from "#lib/scope.ts";
import { sendEmail } from "./email.ts";
import { messageOf } from "./message.ts";
import { type Addressee, addressees, dueDeliveries } from "./read.ts";
import type { Delivery } from "./schema.ts";
import { postWebhook } from "./webhook.ts";
import { addressNotifications, claimDelivery, forgetDeliveries, settleDelivery } from "./write.ts";

/** Sends what is on its way: beside the requests, and after a restart. */

export type Senders = Pick<
  Environment,
  "SMTP_URL" | "SMTP_FROM" | "WEBHOOK_PRIVATE_HOSTS" | "BASE_URL" | "PORT"
>;

const actor: Actor = systemActor("notifications");
const atOnce = 8;

/** Addresses and sends everything that is due by now; the answer is how many were tried. */
export async function sendNotifications(of: Scope, senders: Senders): Promise<number> {
  const scope: Scope = { ...of, actor };
  await addressNotifications(scope, undefined);
  let tried = 0;
  for (;;) {
    const due = await dueDeliveries(scope, { most: atOnce });
    const claimed = (await Promise.all(due.map((delivery) => claim(scope, delivery)))).filter(
      (delivery) => delivery !== null,
    );
    const targets = await addressees(scope, undefined);
    await Promise.all(claimed.map((delivery) => deliver(scope, { delivery, targets, senders })));
    tried += claimed.length;
    if (claimed.length === 0) return tried;
  }
}

/** Removes what ended long ago, a piece at a time. */
export async function tidyNotifications(of: Scope): Promise<void> {
  const scope: Scope = { ...of, actor };
  while ((await forgetDeliveries(scope, undefined)).more);
}

/** Another instance that was faster has it: that is no failure. */
async function claim(scope: Scope, delivery: Delivery): Promise<Delivery | null> {
  return unlessTaken(claimDelivery(scope, { delivery }));
}

async function unlessTaken<T>(work: Promise<T>): Promise<T | null> {
  try {
    return await work;
  } catch (error) {
    if (isAppError(error) && (error.code === "conflict" || error.code === "not-found")) return null;
    throw error;
  }
}

async function deliver(
  scope: Scope,
  of: { delivery: Delivery; targets: readonly Addressee[]; senders: Senders },
): Promise<void> {
  const { delivery, targets, senders } = of;
  const target = targets.find(({ id }) => id === delivery.targetId);
  if (target === undefined) return;
  const outcome = await attempt(scope, { delivery, target, senders });
  if (outcome.error !== null)
    log.warn(
      { delivery: delivery.id, target: target.id, reason: outcome.error },
      "a notification was not sent",
    );
  await unlessTaken(settleDelivery(scope, { delivery, ...outcome }));
}

async function attempt(
  scope: Scope,
  of: { delivery: Delivery; target: Addressee; senders: Senders },
): Promise<{ error: string | null; final: boolean }> {
  const { delivery, target, senders } = of;
  const baseUrl = (senders.BASE_URL ?? `http://localhost:${senders.PORT}`).replace(/\/$/, "");
  try {
    const message = await messageOf(scope, { delivery, baseUrl });
    if (message === null)
      return { error: "It was deleted, or is no incident any more, before it was told.", final: true };
    const { id } = delivery;
    const { address, secret } = target;
    const error =
      target.channel === "email"
        ? await sendEmail(senders, { id, to: address, message })
        : await postWebhook(senders, { id, address, secret: secret ?? "", message, now: scope.clock() });
    return { error, final: false };
  } catch (error) {
    log.error({ err: error, delivery: delivery.id }, "a notification could not be made");
    return { error: "The message could not be made; the server’s log tells more.", final: false };
  }
}

const everyMs = 10_000;
const tidyEveryMs = 3_600_000;

/** Called once by a server. */
export function keepNotificationsGoing(scope: Scope, senders: Senders): void {
  let busy = false;
  let again = false;
  let tidied = Number.NEGATIVE_INFINITY;
  const tidy = async () => {
    if (performance.now() - tidied < tidyEveryMs) return;
    tidied = performance.now();
    await tidyNotifications(scope);
  };
  const work = async () => {
    if (busy) {
      again = true;
      return;
    }
    busy = true;
    do {
      again = false;
      await sendNotifications(scope, senders)
        .then(tidy)
        .catch((error: unknown) => log.warn({ err: error }, "notifications could not be looked at"));
    } while (again);
    busy = false;
  };
  scope.runtime.wakeNotifications = () => void work();
  void work();
  setInterval(() => void work(), everyMs).unref();
}
