import { z } from "zod";
import { notificationChannels, notificationKinds } from "#db/values.ts";
import { Email } from "#lib/access/schema.ts";
import { Instant, storedName } from "#lib/parse.ts";

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

const name = storedName(100).describe("What it is called.");

const told = {
  review: z.boolean().describe("Whether it is told the review of the week that is over, once a week."),
  highBlast: z
    .boolean()
    .describe("Whether it is told of incidents that have come to have a high blast radius, once of each."),
};

export const TargetBody = z.discriminatedUnion("channel", [
  z.strictObject({
    name,
    channel: z.literal("email").describe("By e-mail."),
    address: Email.describe("The address it is sent to."),
    ...told,
  }),
  z.strictObject({
    name,
    channel: z.literal("webhook").describe("By a signed request."),
    address: WebhookAddress.describe("Where it is posted to."),
    ...told,
  }),
]);
export type TargetBody = z.infer<typeof TargetBody>;

export const TargetPatch = z.strictObject({
  name: name.optional(),
  review: told.review.optional(),
  highBlast: told.highBlast.optional(),
  version: z
    .int()
    .optional()
    .describe(
      "The version you saw; where it is not the present one, the answer is 409. Left out, whatever is there is changed.",
    ),
});

const deliveryStates = ["waiting", "sent", "retrying", "failed"] as const;
export type DeliveryState = (typeof deliveryStates)[number];

export const Delivery = z
  .object({
    id: z.string().describe("Its id, which never changes."),
    version: z.int().describe("Counts its edits; a writer says which one they saw."),
    targetId: z.string().describe("Whom it is for."),
    kind: z.enum(notificationKinds).describe("What it tells of."),
    subject: z.string().describe("An incident's id, a week, or the name of a test."),
    state: z
      .enum(deliveryStates)
      .describe("How it stands: waiting and retrying are still tried, failed is not."),
    attempts: z.int().describe("How often it was tried."),
    nextAt: Instant.nullable().describe("When it is tried next; null where it is not."),
    sentAt: Instant.nullable().describe("When it arrived; null where it has not."),
    error: z.string().nullable().describe("Why the last attempt failed; null where none did."),
    createdAt: Instant.describe("When it came to be sent."),
    updatedAt: Instant.describe("When it was tried last."),
  })
  .meta({ id: "Delivery" });
export type Delivery = z.infer<typeof Delivery>;

export const Target = z
  .object({
    id: z.string().describe("Its id, which never changes."),
    version: z.int().describe("Counts its edits; a writer says which one they saw."),
    name: z.string().describe("What it is called."),
    channel: z.enum(notificationChannels).describe("By which way it is told."),
    address: z
      .string()
      .describe(
        "Where it is sent to; of a webhook only where it leads to, since the rest often is a secret.",
      ),
    ...told,
    createdBy: z
      .string()
      .nullable()
      .describe("Who made it: the id of a person or key; null for the program itself."),
    createdAt: Instant.describe("When it was made."),
    last: Delivery.nullable().describe("What was sent to it last; null where nothing was."),
  })
  .meta({ id: "NotificationTarget" });
export type Target = z.infer<typeof Target>;

/** What may be shown of an address. */
export function shownAddress(channel: Target["channel"], address: string): string {
  if (channel === "email") return address;
  const { origin, pathname, search } = new URL(address);
  return pathname === "/" && search === "" ? origin : `${origin}/…`;
}
