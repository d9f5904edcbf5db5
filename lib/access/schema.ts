import { z } from "zod";
import { keyScopes, roles } from "#db/values.ts";
import { Instant, storedLine } from "#lib/parse.ts";

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

export const PersonName = storedLine(200);

export const Person = z.object({
  id: z.string(),
  version: z.int(),
  name: z.string(),
  email: z.string(),
  role: z
    .enum(roles)
    .describe(
      "Viewers read, responders also write, administrators also decide who may and change the settings.",
    ),
  disabledAt: Instant.nullable(),
  createdAt: Instant,
});
export type Person = z.infer<typeof Person>;

export const RolePatch = z.strictObject({
  role: z.enum(roles),
  /** Without one: as the person stands. */
  version: z.int().optional(),
});

export const ListedPerson = Person.extend({
  /** When they signed in last, as the audit trail tells. */
  signedInAt: Instant.nullable(),
  password: z.boolean(),
  singleSignOn: z.boolean(),
});
export type ListedPerson = z.infer<typeof ListedPerson>;

export const Invitation = z.object({
  id: z.string(),
  version: z.int(),
  email: z.string(),
  role: z.enum(roles),
  /** Set where it leads somebody who is here to a new password. */
  personId: z.string().nullable(),
  createdBy: z.string().nullable(),
  createdAt: Instant,
  expiresAt: Instant,
  acceptedAt: Instant.nullable(),
  revokedAt: Instant.nullable(),
});
export type Invitation = z.infer<typeof Invitation>;

export const InvitationBody = z.strictObject({ email: Email, role: z.enum(roles) });

export const SetUpBody = z.strictObject({
  code: z.string().max(100),
  organisation: storedLine(200),
  zone: z.string().max(100),
  name: PersonName,
  email: Email,
  password: Password,
});

export const KeyBody = z.strictObject({
  name: storedLine(100),
  scopes: z.array(z.enum(keyScopes)).min(1, "needs one scope at least"),
  expiresAt: Instant.nullable().default(null),
});

export const ApiKey = z.object({
  id: z.string(),
  version: z.int(),
  name: z.string(),
  /** The first characters, to recognise it by. */
  start: z.string(),
  scopes: z.array(z.enum(keyScopes)),
  expiresAt: Instant.nullable(),
  lastUsedAt: Instant.nullable(),
  revokedAt: Instant.nullable(),
  createdBy: z.string().nullable(),
  createdAt: Instant,
});
export type ApiKey = z.infer<typeof ApiKey>;
