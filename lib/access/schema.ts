import { z } from "zod";
import { keyScopes } from "#db/values.ts";
import { Instant, storedLine } from "#lib/parse.ts";

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
