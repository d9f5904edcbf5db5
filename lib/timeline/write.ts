import { z } from "zod";
import { create, remove, update } from "#db/edit.ts";
import { timelineEntries } from "#db/schema/postmortems.ts";
import { canonical } from "#lib/canonical.ts";
import { type CommandContext, command, unchanged } from "#lib/command.ts";
import { getIncidentHead, IncidentKey, incidentIdOf } from "#lib/incidents/read.ts";
import { omitUndefined } from "#lib/parse.ts";
import { requirePlausible } from "#lib/settings/bounds.ts";
import { requireUnchanged, requireVersion } from "#lib/versions.ts";
import { getTimelineEntry } from "./read.ts";
import { TimelineBody, TimelineEntry, TimelinePatch } from "./schema.ts";

export const addTimelineEntry = command({
  name: "timeline.add",
  summary: "Add an entry to the timeline of an incident",
  requires: "postmortem.write",
  input: z.object({ key: IncidentKey, body: TimelineBody }),
  answer: TimelineEntry,
  async run(context, { key, body }) {
    const incident = await context.ask(getIncidentHead, { key });
    await requirePlausible(context, { at: body.at });
    const entry = newEntry(context, incident.number, body);
    return {
      edits: [create(timelineEntries, entry)],
      records: [{ subject: incident.id, before: null, after: { timeline: toldOf(entry) } }],
      answer: () => entry,
    };
  },
});

export function newEntry(
  context: Pick<CommandContext, "newId" | "now">,
  incidentNumber: number,
  { at, text, kind }: TimelineBody,
): TimelineEntry {
  const stamps = { createdAt: context.now, updatedAt: context.now };
  return { id: context.newId("tl"), version: 1, incidentNumber, at, text, kind, ...stamps };
}

export const updateTimelineEntry = command({
  name: "timeline.update",
  summary: "Change an entry of a timeline; needs the version you saw",
  requires: "postmortem.write",
  input: z.object({ id: z.string().max(100), patch: TimelinePatch }),
  answer: TimelineEntry,
  async run(context, { id, patch: { version, ...patch } }) {
    const before = await context.ask(getTimelineEntry, { id });
    requireVersion({ version, before, name: "The timeline entry" });
    const after = { ...before, ...omitUndefined(patch) };
    if (canonical(after) === canonical(before)) return unchanged(before);
    await requirePlausible(context, { at: patch.at });
    const subject = await context.ask(incidentIdOf, { number: before.incidentNumber });
    return {
      edits: [update(timelineEntries, { key: { id }, version: before.version }, omitUndefined(patch))],
      records: [{ subject, before: { timeline: toldOf(before) }, after: { timeline: toldOf(after) } }],
      answer: () => ({ ...after, version: before.version + 1, updatedAt: context.now }),
    };
  },
});

export const removeTimelineEntry = command({
  name: "timeline.remove",
  summary: "Remove an entry from a timeline",
  requires: "postmortem.write",
  input: z.object({ id: z.string().max(100), version: z.int().optional() }),
  answer: TimelineEntry,
  async run(context, { id, version }) {
    const before = await context.ask(getTimelineEntry, { id });
    requireUnchanged({ version, before, name: "The timeline entry" });
    const subject = await context.ask(incidentIdOf, { number: before.incidentNumber });
    return {
      edits: [remove(timelineEntries, { id })],
      records: [{ subject, before: { timeline: toldOf(before) }, after: null }],
      answer: () => before,
    };
  },
});

function toldOf({ id, at, text, kind }: TimelineEntry) {
  return { id, at, text, kind };
}
