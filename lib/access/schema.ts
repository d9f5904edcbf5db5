import { z } from "zod";
import { keyScopes, roles } from "#db/values.ts";
import { Instant, storedName } from "#lib/parse.ts";

export const shortestPassword = 12;
export const longestPassword = 128;

/** Addresses are compared in lower case, so they are kept so. */
export const Email = z
  .string()
  .trim()
  .toLowerCase()
  .max(254, "is longer than an address can be")
  .pipe(z.email("is not an e-mail address"));

export const Password = z
  .string()
  .min(shortestPassword, `needs ${shortestPassword} characters at least`)
  .max(longestPassword, `can have ${longestPassword} characters at most`);

export const PersonName = storedName(200);

export const Person = z
  .object({
    id: z.string().describe("Its id, which never changes."),
    version: z.int().describe("Counts its edits; a writer says which one they saw."),
    name: z.string().describe("What they are called."),
    email: z.string().describe("The address they sign in with, in lower case."),
    role: z
      .enum(roles)
      .describe(
        "Viewers read, responders also write, administrators also decide who may and change the settings.",
      ),
    disabledAt: Instant.nullable().describe("When they were shut out; null where they may sign in."),
    createdAt: Instant.describe("When they joined."),
  })
  .meta({ id: "Person" });
export type Person = z.infer<typeof Person>;

export const RolePatch = z.strictObject({
  role: z
    .enum(roles)
    .describe(
      "Viewers read, responders also write, administrators also decide who may and change the settings.",
    ),
  version: z
    .int()
    .optional()
    .describe(
      "The version you saw; where it is not the present one, the answer is 409. Left out, whatever is there is changed.",
    ),
});

export const ListedPerson = Person.extend({
  signedInAt: Instant.nullable().describe(
    "When they signed in last, as the audit trail tells; null where never.",
  ),
  password: z.boolean().describe("Whether they have a password here."),
  singleSignOn: z.boolean().describe("Whether they signed in through the identity provider."),
}).meta({ id: "ListedPerson" });
export type ListedPerson = z.infer<typeof ListedPerson>;

export const Invitation = z
  .object({
    id: z.string().describe("Its id, which never changes."),
    version: z.int().describe("Counts its edits; a writer says which one they saw."),
    email: z.string().describe("Whom it is for."),
    role: z
      .enum(roles)
      .describe(
        "Viewers read, responders also write, administrators also decide who may and change the settings.",
      ),
    personId: z
      .string()
      .nullable()
      .describe("Set where it leads somebody who is here to a new password; null for somebody new."),
    createdBy: z
      .string()
      .nullable()
      .describe("Who made it: the id of a person or key; null for the program itself."),
    createdAt: Instant.describe("When it was made."),
    expiresAt: Instant.describe("From when on it leads nowhere."),
    acceptedAt: Instant.nullable().describe("When it was taken up; null while it was not."),
    revokedAt: Instant.nullable().describe("When it was taken back; null where it was not."),
  })
  .meta({ id: "Invitation" });
export type Invitation = z.infer<typeof Invitation>;

export const InvitationBody = z.strictObject({
  email: Email.describe("Whom it is for."),
  role: z
    .enum(roles)
    .describe(
      "Viewers read, responders also write, administrators also decide who may and change the settings.",
    ),
});

export const SetUpBody = z.strictObject({
  code: z.string().max(100),
  organisation: storedName(200),
  zone: z.string().max(100),
  name: PersonName,
  email: Email,
  password: Password,
});

export const KeyBody = z.strictObject({
  name: storedName(100).describe("What uses it."),
  scopes: z
    .array(z.enum(keyScopes))
    .min(1, "needs one scope at least")
    .describe("What it may: read is as a viewer, write as a responder, admin as an administrator."),
  expiresAt: Instant.nullable().default(null).describe("From when on it is refused; null means never."),
});

export const ApiKey = z
  .object({
    id: z.string().describe("Its id, which never changes."),
    version: z.int().describe("Counts its edits; a writer says which one they saw."),
    name: z.string().describe("What uses it."),
    start: z.string().describe("Its first characters, to recognise it by."),
    scopes: z
      .array(z.enum(keyScopes))
      .describe("What it may: read is as a viewer, write as a responder, admin as an administrator."),
    expiresAt: Instant.nullable().describe("From when on it is refused; null means never."),
    lastUsedAt: Instant.nullable().describe("When it was used last, to about a minute; null where never."),
    revokedAt: Instant.nullable().describe("When it was taken back; null where it was not."),
    createdBy: z
      .string()
      .nullable()
      .describe("Who made it: the id of a person or key; null for the program itself."),
    createdAt: Instant.describe("When it was made."),
  })
  .meta({ id: "ApiKey" });
export type ApiKey = z.infer<typeof ApiKey>;
