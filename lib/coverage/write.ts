import { create, update } from "#db/edit.ts";
import { heartbeats } from "#db/schema/hooks.ts";
import { command } from "#lib/command.ts";
import { lastConfirmed, people } from "./read.ts";
import { Confirmation, ConfirmationBody } from "./schema.ts";

/** Without it a quiet time cannot be told from one that nobody recorded. */
export const confirmCoverage = command({
  name: "coverage.confirm",
  summary: "Say that all incidents up to now are recorded: the days since the last one were quiet",
  requires: "incident.write",
  input: ConfirmationBody,
  answer: Confirmation,
  async run(context, { source }) {
    const { now: at } = context;
    const before = await context.ask(lastConfirmed, { source });
    const key = { source: source ?? people };
    return {
      edits: [
        before === null
          ? create(heartbeats, { ...key, at })
          : update(heartbeats, { key, version: null }, { at }),
      ],
      records: [{ subject: "coverage", before: { source, at: before }, after: { source, at } }],
      answer: () => ({ source, at }),
      again: true,
    };
  },
});
