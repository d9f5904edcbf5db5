import { z } from "zod";
import { operation } from "#lib/operation.ts";
import { getDelivery } from "./read.ts";
import { Delivery } from "./schema.ts";
import { beginTest } from "./write.ts";

const patienceMs = 25_000;
const pauseMs = 150;

/** Goes the way of every other message, through whichever instance takes it on, and waits for how it ends. */
export const testTarget = operation({
  name: "notification-target.send-test",
  summary: "Send a test message, and tell how it went",
  requires: "settings.write",
  input: z.object({ id: z.string().max(100) }),
  answer: Delivery,
  async run(scope, { id }) {
    const begun = await beginTest(scope, { id });
    scope.runtime.wakeNotifications();
    for (const until = performance.now() + patienceMs; ; ) {
      const delivery = await getDelivery(scope, { id: begun.id });
      if (delivery.nextAt === null || performance.now() > until) return delivery;
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  },
});
