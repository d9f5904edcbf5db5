import type { Action } from "#lib/actions/schema.ts";
import { formatInstant, formatMoment, formatOffset, severityLabel } from "#lib/format.ts";
import type { Incident } from "#lib/incidents/schema.ts";
import type { Precision } from "#lib/moments.ts";
import type { TimelineEntry } from "#lib/timeline/schema.ts";
import { sectionWords } from "./rules.ts";
import { type Postmortem, type Section, sections } from "./schema.ts";

/** A post-mortem as one Markdown file, and back again: what others wrote elsewhere can be pasted whole. */

const whys = "Five whys";
const timelineTitle = "Timeline";
const actionsTitle = "Actions";

export function toMarkdown(of: {
  incident: Pick<
    Incident,
    | "number"
    | "title"
    | "severity"
    | "startedAt"
    | "startedPrecision"
    | "mitigatedAt"
    | "mitigatedPrecision"
    | "resolvedAt"
    | "resolvedPrecision"
    | "systems"
  >;
  postmortem: Pick<Postmortem, Section | "fiveWhys" | "owner" | "reviewers" | "state" | "publishedAt">;
  timeline: readonly TimelineEntry[];
  actions: readonly Action[];
  zone: string;
}): string {
  const { postmortem, timeline, actions, zone } = of;
  const parts = [heading(of)];
  for (const section of sections) {
    const text = postmortem[section];
    if (text !== null && text.trim() !== "")
      parts.push(`## ${sectionWords[section].title}\n\n${lowered(text.trim())}`);
    if (section === "rootCause" && postmortem.fiveWhys.length > 0)
      parts.push(`## ${whys}\n\n${numbered(postmortem.fiveWhys)}`);
  }
  if (timeline.length > 0)
    parts.push(`## ${timelineTitle}\n\n${timeline.map((entry) => entryLine(entry, zone)).join("\n")}`);
  if (actions.length > 0) parts.push(`## ${actionsTitle}\n\n${actions.map(actionLine).join("\n")}`);
  return `${parts.join("\n\n")}\n`;
}

type Head = Parameters<typeof toMarkdown>[0];

function heading({ incident, postmortem, zone }: Head): string {
  const when = (at: Date | null, precision: Precision) => {
    if (at === null) return "not recorded";
    const offset = precision === "minute" ? ` ${formatOffset(zone, at)}` : "";
    return `${formatMoment(at, { zone, precision })}${offset}`;
  };
  const lines = [
    `- Severity: ${severityLabel(incident.severity)}`,
    `- Started: ${when(incident.startedAt, incident.startedPrecision)}`,
    `- Mitigated: ${when(incident.mitigatedAt, incident.mitigatedPrecision)}`,
    `- Resolved: ${when(incident.resolvedAt, incident.resolvedPrecision)}`,
    `- Systems: ${incident.systems.map(({ name }) => oneLine(name)).join(", ") || "not recorded"}`,
    `- Owner: ${postmortem.owner === null ? "not recorded" : oneLine(postmortem.owner)}`,
  ];
  if (postmortem.reviewers.length > 0)
    lines.push(`- Reviewers: ${postmortem.reviewers.map(oneLine).join(", ")}`);
  lines.push(
    postmortem.publishedAt === null
      ? `- State: ${postmortem.state}`
      : `- Published: ${formatInstant(postmortem.publishedAt, zone, "date")}`,
  );
  return `# INC-${incident.number}: ${oneLine(incident.title)}\n\n${lines.join("\n")}`;
}

/** Headings of a section stand below the section's own; code blocks are left as they are, and closed. */
function lowered(text: string): string {
  const lines = [...linesOf(text)];
  const open = lines.at(-1)?.fence ?? null;
  const written = lines.map(({ line, isCode }) => (isCode ? line : line.replace(/^(#{1,4}) /, "##$1 ")));
  return [...written, ...(open === null ? [] : [open])].join("\n");
}

/** Lines, and whether each is code: what looks like a heading there is none. `fence`: still open after the line. */
function* linesOf(text: string): Generator<{ line: string; isCode: boolean; fence: string | null }> {
  let fence: string | null = null;
  for (const line of text.split("\n")) {
    const mark = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1];
    const before: string | null = fence;
    if (mark !== undefined && before === null) fence = mark;
    else if (mark !== undefined && before !== null && mark.startsWith(before)) fence = null;
    yield { line, isCode: before !== null || mark !== undefined, fence };
  }
}

function numbered(lines: readonly string[]): string {
  return lines.map((line, i) => `${i + 1}. ${line.trim().replaceAll("\n", "\n   ")}`).join("\n");
}

function entryLine({ at, kind, text }: TimelineEntry, zone: string): string {
  return `- ${formatInstant(at, zone)} (${kind}): ${text.trim().replaceAll("\n", "\n  ")}`;
}

function actionLine({ title, state, owner, dueOn, trackerUrl }: Action): string {
  const more = [
    owner,
    dueOn === null ? null : `due ${dueOn}`,
    state === "dropped" ? "dropped" : null,
    trackerUrl,
  ]
    .filter((part) => part !== null)
    .map(oneLine);
  return `- [${state === "done" ? "x" : " "}] ${oneLine(title)}${more.length > 0 ? ` (${more.join(", ")})` : ""}`;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

export type ReadMarkdown = Partial<Pick<Postmortem, Section | "fiveWhys">> & {
  /** Headings that are no section's; they stand in the text before them. */
  unknown: string[];
};

/** Other names that post-mortems give to our sections. */
const names: Record<string, Section | "fiveWhys" | "leave"> = {
  overview: "summary",
  "executive summary": "summary",
  tldr: "summary",
  description: "summary",
  "customer impact": "impact",
  "user impact": "impact",
  "root causes": "rootCause",
  "root cause(s)": "rootCause",
  "root cause analysis": "rootCause",
  cause: "rootCause",
  causes: "rootCause",
  "ai involvement": "aiRole",
  ai: "aiRole",
  "what went well?": "wentWell",
  "what worked": "wentWell",
  "what went wrong?": "wentWrong",
  "what went poorly": "wentWrong",
  "what didn't go well": "wentWrong",
  "where we got lucky": "lucky",
  luck: "lucky",
  "lessons learned": "lessons",
  "lessons learnt": "lessons",
  learnings: "lessons",
  "5 whys": "fiveWhys",
  timeline: "leave",
  actions: "leave",
  "action items": "leave",
};
for (const section of sections) names[sectionWords[section].title.toLowerCase()] = section;
names[whys.toLowerCase()] = "fiveWhys";

/**
 * Sections by their headings, all of one level: the highest at which a known name stands. Timeline and actions are
 * records of their own and are left out; other headings stay in the text of the section before them.
 */
export function fromMarkdown(markdown: string): ReadMarkdown {
  const lines = [...linesOf(markdown.replace(/\r\n?/g, "\n"))];
  const headings = lines.map(({ line, isCode }) => (isCode ? null : headingOf(line)));
  const level = Math.min(...headings.map((found) => (found?.place === undefined ? 7 : found.level)));
  const texts = new Map<string, string[]>([["head", []]]);
  const unknown: string[] = [];
  let place = "head";
  for (const [i, { line }] of lines.entries()) {
    const found = headings[i];
    if (found && found.level === level && found.place !== undefined) {
      place = found.place;
      if (!texts.has(place)) texts.set(place, []);
      continue;
    }
    if (found && place === "head") continue;
    if (found && found.level <= level) unknown.push(found.title);
    texts.get(place)!.push(found && found.level > level ? line.replace(/^##/, "") : line);
  }
  return { ...sectionsOf(texts), unknown };
}

function headingOf(line: string): { level: number; title: string; place: string | undefined } | null {
  const match = /^(#{1,6})\s+(.+?)\s*#*\s*$/.exec(line);
  if (match === null) return null;
  const name = match[2]!.toLowerCase().replace(/^\d+[.)]\s+|[:*_\s]+$/g, "");
  const place = Object.hasOwn(names, name) ? names[name] : undefined;
  return { level: match[1]!.length, title: match[2]!, place };
}

function sectionsOf(texts: ReadonlyMap<string, readonly string[]>): Omit<ReadMarkdown, "unknown"> {
  const read: Omit<ReadMarkdown, "unknown"> = {};
  for (const section of sections) {
    const text = (texts.get(section) ?? []).join("\n").trim();
    if (text !== "") read[section] = text;
  }
  // Facts listed under the title are the incident's own; other words there open the summary.
  const head = texts.get("head")!.join("\n").trim();
  if (head.split("\n").some((line) => line.trim() !== "" && !/^[-*] [^:]{1,40}: /.test(line)))
    read.summary = read.summary === undefined ? head : `${head}\n\n${read.summary}`;
  const asked = listItems(texts.get("fiveWhys") ?? []);
  if (asked.length > 0) read.fiveWhys = asked;
  return read;
}

function listItems(lines: readonly string[]): string[] {
  const items: string[] = [];
  for (const line of lines) {
    const item = /^\s{0,3}(?:\d+[.)]|[-*+])\s+(.*)$/.exec(line);
    if (item) items.push(item[1]!.trim());
    else if (line.trim() !== "" && items.length > 0) items.push(`${items.pop()}\n${line.trim()}`);
    else if (line.trim() !== "") items.push(line.trim());
  }
  return items;
}
