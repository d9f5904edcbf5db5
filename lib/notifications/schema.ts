import { z } from "zod";
import { notificationChannels, notificationKinds } from "#db/values.ts";
import { Email } from "#lib/access/schema.ts";
import { Instant, storedLine } from "#lib/parse.ts";

const WebhookAddress = z
  .string()
  .trim()
  .max(2000, "is longer than an address can be")
  .refine((text) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol), {
    error: "is not an address such as https://hooks.example/faultline",
    abort: true,
  })
  .refine((text) => new URL(text).username === "" && new URL(text).password === "", {
    error: "must not hold a password: what is sent is signed instead",
  });

const told = {
  /** The review of the week that is over, once a week. */
  review: z.boolean(),
  /** An incident that has come to have a high blast radius, once for each. */
  highBlast: z.boolean(),
};

export const TargetBody = z.discriminatedUnion("channel", [
  z.strictObject({ name: storedLine(100), channel: z.literal("email"), address: Email, ...told }),
  z.strictObject({ name: storedLine(100), channel: z.literal("webhook"), address: WebhookAddress, ...told }),
]);
export type TargetBody = z.infer<typeof TargetBody>;

export const TargetPatch = z.strictObject({
  name: storedLine(100).optional(),
  review: z.boolean().optional(),
  highBlast: z.boolean().optional(),
  version: z.int().optional(),
});

const deliveryStates = ["waiting", "sent", "retrying", "failed"] as const;
export type DeliveryState = (typeof deliveryStates)[number];

export const Delivery = z.object({
  id: z.string(),
  version: z.int(),
  targetId: z.string(),
  kind: z.enum(notificationKinds),
  /** An incident's id, a week, or the name of a test. */
  subject: z.string(),
  state: z.enum(deliveryStates),
  attempts: z.int(),
  nextAt: Instant.nullable(),
  sentAt: Instant.nullable(),
  error: z.string().nullable(),
  createdAt: Instant,
  updatedAt: Instant,
});
export type Delivery = z.infer<typeof Delivery>;

export const Target = z.object({
  id: z.string(),
  version: z.int(),
  name: z.string(),
  channel: z.enum(notificationChannels),
  /** Of a webhook only where it leads to: the rest often is a secret. */
  address: z.string(),
  ...told,
  createdBy: z.string().nullable(),
  createdAt: Instant,
  last: Delivery.nullable(),
});
export type Target = z.infer<typeof Target>;

/** What may be shown of an address. */
export function shownAddress(channel: Target["channel"], address: string): string {
  if (channel === "email") return address;
  const { origin, pathname, search } = new URL(address);
  return pathname === "/" && search === "" ? origin : `${origin}/…`;
}
