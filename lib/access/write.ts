import { z } from "zod";
import { create } from "#db/edit.ts";
import { apiKeys } from "#db/schema/access.ts";
import { command } from "#lib/command.ts";
import { makeKey } from "./keys.ts";
import { ApiKey, KeyBody } from "./schema.ts";

export const createKey = command({
  name: "key.create",
  summary: "Make an API key; it is shown this once",
  requires: "access.manage",
  input: KeyBody,
  answer: z.object({ key: z.string(), record: ApiKey }),
  async run({ actor, now, newId }, body) {
    const { key, start, hash } = makeKey();
    const id = newId("key");
    const record = { ...body, start, createdBy: actor.name, lastUsedAt: null, revokedAt: null };
    return {
      edits: [create(apiKeys, { id, hash, ...record })],
      records: [
        {
          subject: id,
          before: null,
          after: { id, name: body.name, scopes: body.scopes, expiresAt: body.expiresAt },
        },
      ],
      answer: () => ({ key, record: { id, version: 1, createdAt: now, ...record } }),
    };
  },
});
