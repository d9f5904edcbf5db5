import { kit } from "../dialect.ts";
import { type KeyScope, roles } from "../values.ts";

const { table, id, text, instant, integer, flag, json, oneOf, index, unique } = kit;

/** Who may sign in. Commands write these; Better Auth reads them. */
export const people = table(
  "people",
  {
    id: id(),
    version: integer().notNull(),
    createdAt: instant().notNull(),
    updatedAt: instant().notNull(),
    name: text().notNull(),
    /** In lower case: one address is one person. */
    email: text().notNull(),
    emailVerified: flag().notNull(),
    image: text(),
    role: oneOf(roles).notNull(),
    disabledAt: instant(),
  },
  (t) => [unique("people_email").on(t.email)],
);

/** A way into the product for somebody new, or to a new password for a person who is here. */
export const invitations = table(
  "invitations",
  {
    id: id(),
    version: integer().notNull(),
    createdAt: instant().notNull(),
    updatedAt: instant().notNull(),
    createdBy: text(),
    email: text().notNull(),
    role: oneOf(roles).notNull(),
    personId: text().references(() => people.id),
    tokenHash: text().notNull(),
    expiresAt: instant().notNull(),
    acceptedAt: instant(),
    revokedAt: instant(),
  },
  (t) => [unique("invitations_token").on(t.tokenHash), index("invitations_email").on(t.email)],
);

/** The key itself is never stored: only its hash, and enough of its start to recognise it by. */
export const apiKeys = table(
  "api_keys",
  {
    id: id(),
    version: integer().notNull(),
    createdAt: instant().notNull(),
    updatedAt: instant().notNull(),
    createdBy: text(),
    name: text().notNull(),
    start: text().notNull(),
    hash: text().notNull(),
    scopes: json<KeyScope[]>().notNull(),
    expiresAt: instant(),
    lastUsedAt: instant(),
    revokedAt: instant(),
  },
  (t) => [unique("api_keys_hash").on(t.hash)],
);

/** What sessions are signed with where AUTH_SECRET is not set. One row. */
export const secrets = table("secrets", {
  id: id(),
  value: text().notNull(),
  createdAt: instant().notNull(),
});

// The three tables below are Better Auth's own: it writes to them by itself.

export const sessions = table(
  "sessions",
  {
    id: id(),
    createdAt: instant().notNull(),
    updatedAt: instant().notNull(),
    userId: text()
      .notNull()
      .references(() => people.id),
    token: text().notNull(),
    expiresAt: instant().notNull(),
    ipAddress: text(),
    userAgent: text(),
  },
  (t) => [unique("sessions_token").on(t.token), index("sessions_user").on(t.userId)],
);

/** How a person proves who they are: a password, or the identity provider's name for them. */
export const accounts = table(
  "accounts",
  {
    id: id(),
    createdAt: instant().notNull(),
    updatedAt: instant().notNull(),
    userId: text()
      .notNull()
      .references(() => people.id),
    providerId: text().notNull(),
    accountId: text().notNull(),
    password: text(),
    accessToken: text(),
    refreshToken: text(),
    idToken: text(),
    accessTokenExpiresAt: instant(),
    refreshTokenExpiresAt: instant(),
    scope: text(),
  },
  (t) => [unique("accounts_identity").on(t.providerId, t.accountId), index("accounts_user").on(t.userId)],
);

export const verifications = table(
  "verifications",
  {
    id: id(),
    createdAt: instant().notNull(),
    updatedAt: instant().notNull(),
    identifier: text().notNull(),
    value: text().notNull(),
    expiresAt: instant().notNull(),
  },
  (t) => [index("verifications_identifier").on(t.identifier)],
);
