import { TZDate } from "@date-fns/tz";
import { format } from "date-fns";
import { plainWords } from "#app/_ui/overtaken.ts";
import { formatPlural } from "#lib/format.ts";
import type { Incident } from "#lib/incidents/schema.ts";
import { readTypedTime } from "#lib/typed-time.ts";

/** The form's fields as its inputs hold them, and the way to and from what the command takes. */

export type Link = "culprit" | "suspected";

const moments = ["startedAt", "detectedAt", "mitigatedAt", "resolvedAt"] as const;
const counts = ["lostOrders", "errors", "customersAffected", "orderDropPercent"] as const;
const texts = ["summary", "rootCauseDetail", "aiTool", "aiNote"] as const;

export interface Values {
  title: string;
  severity: string;
  startedAt: string;
  detectedAt: string;
  mitigatedAt: string;
  resolvedAt: string;
  origins: string[];
  affected: string[];
  regions: string[];
  status: string;
  kind: string;
  summary: string;
  lostOrders: number | string;
  errors: number | string;
  customersAffected: number | string;
  orderDropPercent: number | string;
  customerFacing: string;
  trigger: string;
  rootCause: string;
  rootCauseDetail: string;
  factors: string[];
  otherFactor: string;
  aiInvolvement: string;
  aiTool: string;
  aiEvidence: string;
  aiNote: string;
  changes: Record<string, Link>;
}

export const blankValues: Values = {
  title: "",
  severity: "",
  startedAt: "",
  detectedAt: "",
  mitigatedAt: "",
  resolvedAt: "",
  origins: [],
  affected: [],
  regions: [],
  status: "",
  kind: "incident",
  summary: "",
  lostOrders: "",
  errors: "",
  customersAffected: "",
  orderDropPercent: "",
  customerFacing: "",
  trigger: "unknown",
  rootCause: "unknown",
  rootCauseDetail: "",
  factors: [],
  otherFactor: "",
  aiInvolvement: "unknown",
  aiTool: "",
  aiEvidence: "none",
  aiNote: "",
  changes: {},
};

export function valuesOf(incident: Incident, zone: string): Values {
  const typed = (at: Date | null) =>
    at === null ? "" : format(new TZDate(at.getTime(), zone), "yyyy-MM-dd HH:mm");
  const slugs = (part: string) =>
    incident.systems.filter((system) => system.part === part).map(({ slug }) => slug);
  return {
    title: incident.title,
    severity: incident.severity === null ? "" : String(incident.severity),
    startedAt: typed(incident.startedAt),
    detectedAt: typed(incident.detectedAt),
    mitigatedAt: typed(incident.mitigatedAt),
    resolvedAt: typed(incident.resolvedAt),
    origins: slugs("origin"),
    affected: slugs("affected"),
    regions: incident.regions,
    status: incident.status,
    kind: incident.kind,
    summary: incident.summary ?? "",
    lostOrders: incident.lostOrders ?? "",
    errors: incident.errors ?? "",
    customersAffected: incident.customersAffected ?? "",
    orderDropPercent: incident.orderDropPercent ?? "",
    customerFacing: incident.customerFacing === null ? "" : incident.customerFacing ? "yes" : "no",
    trigger: incident.trigger,
    rootCause: incident.rootCause,
    rootCauseDetail: incident.rootCauseDetail ?? "",
    factors: incident.factors.map(({ factor }) => factor),
    otherFactor: incident.factors.find(({ factor }) => factor === "other")?.note ?? "",
    aiInvolvement: incident.aiInvolvement,
    aiTool: incident.aiTool ?? "",
    aiEvidence: incident.aiEvidence,
    aiNote: incident.aiNote ?? "",
    changes: Object.fromEntries(incident.changes.map(({ id, link }) => [id, link])),
  };
}

type Body = Record<string, unknown>;
export type Errors = Record<string, string>;

/** What the command takes: only the fields that differ from how the form began, so others' edits stay. */
export function bodyOf(
  values: Values,
  from: Values,
  of: { zone: string; now: Date; factors?: Incident["factors"] },
): { body: Body } | { errors: Errors } {
  const body: Body = {};
  const errors: Errors = {};
  const differs = (...names: (keyof Values)[]) =>
    names.some((name) => JSON.stringify(values[name]) !== JSON.stringify(from[name]));
  if (values.title.trim() === "") errors.title = "Say in a few words what is wrong.";
  if (differs("title")) body.title = values.title.trim();
  for (const name of moments) {
    if (!differs(name)) continue;
    if (values[name].trim() === "") body[name] = null;
    else readMoment(name);
  }
  if (values.startedAt.trim() === "") errors.startedAt = "When did the impact begin?";
  if (differs("severity")) body.severity = values.severity === "" ? null : Number(values.severity);
  for (const name of counts) if (differs(name)) body[name] = numberOf(values[name]);
  for (const name of texts) if (differs(name)) body[name] = values[name].trim() === "" ? null : values[name];
  for (const name of ["kind", "trigger", "rootCause", "aiInvolvement", "aiEvidence"] as const)
    if (differs(name)) body[name] = values[name];
  if (differs("status") && values.status !== "") body.status = values.status;
  if (differs("customerFacing"))
    body.customerFacing = values.customerFacing === "" ? null : values.customerFacing === "yes";
  if (differs("origins", "affected")) body.systems = systemsOf(values);
  if (differs("regions")) body.regions = values.regions;
  if (differs("factors", "otherFactor")) body.factors = factorsOf(values, of.factors ?? []);
  if (differs("changes")) body.changes = Object.entries(values.changes).map(([id, link]) => ({ id, link }));
  return Object.keys(errors).length > 0 ? { errors } : { body };

  function readMoment(name: (typeof moments)[number]): void {
    const read = readTypedTime(values[name], of);
    if ("at" in read) body[name] = read.at.toISOString();
    else errors[name] = read.refusal;
  }
}

function numberOf(value: number | string): number | null {
  return value === "" ? null : Number(value);
}

function systemsOf({ origins, affected }: Values): { slug: string; part: string }[] {
  return [
    ...origins.map((slug) => ({ slug, part: "origin" })),
    ...affected.filter((slug) => !origins.includes(slug)).map((slug) => ({ slug, part: "affected" })),
  ];
}

/** Notes that were recorded with a factor stay with it. */
function factorsOf({ factors, otherFactor }: Values, recorded: Incident["factors"]) {
  return factors.map((factor) => ({
    factor,
    note:
      factor === "other"
        ? otherFactor.trim() || null
        : (recorded.find((one) => one.factor === factor)?.note ?? null),
  }));
}

/** The start as far as it can be read: suggestions of changes hang on it. */
export function startOf(values: Values, of: { zone: string; now: Date }): Date | null {
  const read = readTypedTime(values.startedAt, of);
  return "at" in read ? read.at : null;
}

/** As the form calls them. */
export const labels: Record<keyof Values, string> = {
  title: "Title",
  severity: "Severity",
  startedAt: "Impact began",
  detectedAt: "Detected",
  mitigatedAt: "Mitigated",
  resolvedAt: "Resolved",
  origins: "Began in",
  affected: "Also affected",
  regions: "Regions",
  status: "State",
  kind: "Kind",
  summary: "Summary",
  lostOrders: "Lost orders",
  errors: "Errors",
  customersAffected: "Customers affected",
  orderDropPercent: "Fewer orders by",
  customerFacing: "Customer-facing",
  trigger: "Trigger",
  rootCause: "Root cause",
  rootCauseDetail: "Root cause in detail",
  factors: "Contributing factors",
  otherFactor: "Other factor",
  aiInvolvement: "AI involvement",
  aiTool: "AI tool",
  aiEvidence: "AI evidence",
  aiNote: "AI note",
  changes: "Changes",
};

export function inWords(value: Values[keyof Values]): string {
  const isChanges = typeof value === "object" && !Array.isArray(value);
  return isChanges ? formatPlural(Object.keys(value).length, "change") : plainWords(value);
}
