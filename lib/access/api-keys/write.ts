import { z } from "zod";
import { create, update } from "#db/edit.ts";
import { apiKeys } from "#db/schema/access.ts";
import { command, unchanged } from "#lib/command.ts";
import { invalid, notFound } from "#lib/errors.ts";
import { makeKey } from "../keys.ts";
import { listKeys } from "../read.ts";
import { ApiKey, KeyBody } from "../schema.ts";

export const createKey = command({
  name: "key.create",
  summary: "Make an API key; it is shown this once",
  requires: "access.manage",
  input: KeyBody,
  answer: z.object({
    key: z.string().describe("The key itself, shown this once."),
    record: ApiKey.describe("What is kept of it."),
  }),
  async run({ actor, now, newId }, body) {
    if (body.expiresAt !== null && body.expiresAt <= now)
      throw invalid([{ path: "expiresAt", message: "is over already: such a key could never be used" }]);
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

export const revokeKey = command({
  name: "key.revoke",
  summary: "End an API key, from the next request on",
  requires: "access.manage",
  input: z.strictObject({ id: z.string() }),
  answer: ApiKey,
  async run({ ask, now }, { id }) {
    const key = (await ask(listKeys, undefined)).find((one) => one.id === id);
    if (key === undefined) throw notFound(`key ${id}`);
    if (key.revokedAt !== null) return unchanged(key);
    return {
      edits: [update(apiKeys, { key: { id }, version: null }, { revokedAt: now })],
      records: [
        {
          subject: id,
          before: { name: key.name, revokedAt: null },
          after: { name: key.name, revokedAt: now },
        },
      ],
      answer: () => ({ ...key, version: key.version + 1, revokedAt: now }),
    };
  },
});

export const noteKeyUse = command({
  name: "key.use",
  summary: "Note when a key was used last",
  requires: "access.manage",
  input: z.object({ id: z.string() }),
  answer: z.void(),
  audited: "use",
  async run({ now }, { id }) {
    return {
      edits: [update(apiKeys, { key: { id }, version: null }, { lastUsedAt: now })],
      records: [],
      answer: () => undefined,
    };
  },
});
