import { desc, eq } from "drizzle-orm";
import { z } from "zod";
import { apiKeys } from "#db/schema/access.ts";
import { query } from "#lib/query.ts";
import { ApiKey } from "./schema.ts";

export const listKeys = query({
  name: "keys.list",
  summary: "API keys, the latest first; never the keys themselves",
  requires: "access.manage",
  input: z.void(),
  answer: z.array(ApiKey),
  async run({ read }) {
    const rows = await read.select().from(apiKeys).orderBy(desc(apiKeys.createdAt));
    return rows.map((row) => ApiKey.parse(row));
  },
});

/** The key with this hash, if it may still be used. */
export const usableKey = query({
  name: "keys.usable",
  summary: "The key with this hash, unless it is revoked or expired",
  requires: "access.manage",
  input: z.object({ hash: z.string() }),
  answer: ApiKey.nullable(),
  async run({ read, now }, { hash }) {
    const [row] = await read.select().from(apiKeys).where(eq(apiKeys.hash, hash)).limit(1);
    if (row === undefined || row.revokedAt !== null) return null;
    if (row.expiresAt !== null && row.expiresAt.getTime() <= now.getTime()) return null;
    return ApiKey.parse(row);
  },
});
