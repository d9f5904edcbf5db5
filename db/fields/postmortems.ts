import { timelineKinds } from "../values.ts";
import { defineFields } from "./field.ts";

const byFile = "post-mortems come in by REST, whole: a table cannot hold them";
const noFacts = "figures ask whether there is one and since when, not what it says";
const searched = "`q` looks for words in texts";
const notIn = { import: byFile, facts: noFacts, filter: searched } as const;

const section = (label: string, means: string) =>
  ({ kind: "text", max: 50_000, label, means, group: "sections", notIn }) as const;

/** What a post-mortem holds, besides the five whys, its reviewers and where it stands. Each section is Markdown. */
export const postmortemFields = defineFields({
  summary: section("Summary", "What happened, to whom and for how long, for someone who reads nothing else."),
  impact: section("Impact", "What customers and the business felt: orders, errors, regions, minutes."),
  detection: section("Detection", "How it was noticed, how long that took, and what should have seen it."),
  rootCause: section("Root cause", "The chain from trigger to impact. Systems and decisions, not people."),
  aiRole: section(
    "Role of AI",
    "How AI was involved, what it was asked, which safeguard was absent, what would have caught it.",
  ),
  wentWell: section("What went well", "What kept it from being worse and should be kept."),
  wentWrong: section("What went wrong", "What made it worse or longer."),
  lucky: section("Where we were lucky", "What could as well have gone the other way."),
  lessons: section("Lessons", "What others can take from it."),
  owner: {
    kind: "name",
    max: 200,
    label: "Owner",
    means: "Who sees to it that it is written.",
    group: "head",
    notIn,
  },
});

const ofIncident = "it is told on the page of its incident";

/** What happened when, while an incident went on. */
export const timelineFields = defineFields({
  at: {
    kind: "instant",
    required: true,
    label: "When",
    means: "When it happened.",
    group: "entry",
    notIn: { import: byFile, facts: noFacts, filter: ofIncident },
  },
  text: {
    kind: "line",
    max: 5000,
    required: true,
    label: "What",
    means: "What happened or was done.",
    group: "entry",
    notIn: { import: byFile, facts: noFacts, filter: ofIncident },
  },
  kind: {
    kind: "choice",
    values: timelineKinds,
    blank: "action",
    label: "Kind",
    means: "What sort of step it was.",
    group: "entry",
    notIn: { import: byFile, facts: noFacts, filter: ofIncident },
  },
});
