import { getTimelineEntry, listTimeline } from "#lib/timeline/read.ts";
import { TimelineBody, TimelinePatch } from "#lib/timeline/schema.ts";
import { addTimelineEntry, removeTimelineEntry, updateTimelineEntry } from "#lib/timeline/write.ts";
import { added, getEndpoint, patched, versionedAct } from "./kit.ts";

export const timelineContract = {
  listTimeline: getEndpoint("/incidents/{key}/timeline", listTimeline),
  addTimelineEntry: added("/incidents/{key}/timeline", addTimelineEntry, {
    body: TimelineBody,
    at: ({ id }) => `/timeline/${id}`,
  }),
  getTimelineEntry: getEndpoint("/timeline/{id}", getTimelineEntry),
  updateTimelineEntry: patched("/timeline/{id}", updateTimelineEntry, TimelinePatch),
  removeTimelineEntry: versionedAct("DELETE", "/timeline/{id}", removeTimelineEntry),
};
