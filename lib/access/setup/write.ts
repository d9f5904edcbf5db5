import { randomBytes } from "node:crypto";
import { z } from "zod";
import { create, update } from "#db/edit.ts";
import { secrets } from "#db/schema/access.ts";
import { settings } from "#db/schema/settings.ts";
import { command, unchanged } from "#lib/command.ts";
import { AppError } from "#lib/errors.ts";
import { getSettings } from "#lib/settings/read.ts";
import { Settings } from "#lib/settings/schema.ts";
import { newPerson } from "../people/editor.ts";
import { anyPeople, storedSecret } from "../read.ts";
import { Person, SetUpBody } from "../schema.ts";

/** The first start. */

export const makeSecret = command({
  name: "access.make-secret",
  summary: "Make what sessions are signed with, once",
  requires: "access.manage",
  input: z.void(),
  answer: z.string(),
  async run({ ask, now }) {
    const known = await ask(storedSecret, undefined);
    if (known !== null) return unchanged(known);
    const value = randomBytes(32).toString("base64url");
    return {
      edits: [create(secrets, { id: "auth", value, createdAt: now })],
      records: [{ subject: "auth", before: null, after: { made: true } }],
      answer: () => value,
      again: true,
    };
  },
});

export const setUp = command({
  name: "access.set-up",
  summary: "Name the organisation and make its first administrator",
  requires: "access.manage",
  input: SetUpBody.omit({ code: true }).extend({ zone: Settings.shape.zone }),
  answer: Person,
  async run(context, { organisation, zone, ...who }) {
    if (await context.ask(anyPeople, undefined)) throw alreadySetUp();
    const { version, history: _, ...before } = await context.ask(getSettings, undefined);
    const person = await newPerson(context, { ...who, role: "admin" });
    // The settings are one row: of two who set up at once, the second finds it taken.
    const settle =
      version === 0
        ? create(settings, { id: "settings", ...before, organisation, zone })
        : update(settings, { key: { id: "settings" }, version }, { organisation, zone });
    return {
      edits: [settle, ...person.edits],
      records: [
        { subject: "settings", before, after: { ...before, organisation, zone }, action: "settings.update" },
        ...person.records,
      ],
      answer: () => person.person,
    };
  },
});

export function alreadySetUp(): AppError {
  return new AppError("forbidden", "This installation is set up already. Sign in, or ask for an invitation.");
}
