import { getTimelineEntry, listTimeline } from "#lib/timeline/read.ts";
import { TimelineBody, TimelinePatch } from "#lib/timeline/schema.ts";
import { addTimelineEntry, removeTimelineEntry, updateTimelineEntry } from "#lib/timeline/write.ts";
import { endpoint } from "../endpoint.ts";
import { found, named, patched, versionedAct } from "./kit.ts";

export const timelineContract = {
  listTimeline: found("/incidents/{key}/timeline", listTimeline),
  addTimelineEntry: endpoint({
    method: "POST",
    path: "/incidents/{key}/timeline",
    operation: addTimelineEntry,
    body: TimelineBody,
    bodyAt: "body",
    input: (received) => ({ ...named(received), body: received.body }),
    reply: (entry) => ({
      status: 201,
      body: entry,
      headers: { location: `/api/v1/timeline/${entry.id}` },
    }),
  }),
  getTimelineEntry: found("/timeline/{id}", getTimelineEntry),
  updateTimelineEntry: patched("/timeline/{id}", updateTimelineEntry, TimelinePatch),
  removeTimelineEntry: versionedAct("DELETE", "/timeline/{id}", removeTimelineEntry),
};
