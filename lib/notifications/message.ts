import { getReview } from "#lib/analytics/review.ts";
import { inline, reviewMarkdown } from "#lib/analytics/review-markdown.ts";
import { isAppError } from "#lib/errors.ts";
import { formatMinutes, formatMoment, formatShort, severityLabel } from "#lib/format.ts";
import { getIncident } from "#lib/incidents/read.ts";
import { stateWords } from "#lib/incidents/rules.ts";
import type { Incident } from "#lib/incidents/schema.ts";
import type { Scope } from "#lib/scope.ts";
import { getSettings } from "#lib/settings/read.ts";
import type { Delivery } from "./schema.ts";

/** What is told, in every form that a channel may need. */
export interface Message {
  /** One line. */
  title: string;
  markdown: string;
  /** Where it is to be read here. */
  url: string;
  type: "incident.high-blast" | "review.weekly" | "test";
  data: Record<string, unknown>;
}

/** Made when it is sent, so that it tells what is known by then; null where there is nothing to tell any more. */
export async function messageOf(
  scope: Scope,
  { delivery, baseUrl }: { delivery: Pick<Delivery, "kind" | "subject">; baseUrl: string },
): Promise<Message | null> {
  const { kind, subject } = delivery;
  const { organisation, zone } = await getSettings(scope, undefined);
  if (kind === "review") return reviewMessage(scope, { week: subject, organisation, baseUrl });
  if (kind === "high-blast") return incidentMessage(scope, { id: subject, zone, baseUrl });
  const words = `This is a test from ${organisation}. Notifications arrive here.`;
  const url = `${baseUrl}/settings`;
  return {
    title: `A test from ${organisation}`,
    markdown: `# A test\n\n${inline(words)}\n\n[Settings](${url})\n`,
    url,
    type: "test",
    data: { text: words, url },
  };
}

async function reviewMessage(
  scope: Scope,
  { week, organisation, baseUrl }: { week: string; organisation: string; baseUrl: string },
): Promise<Message> {
  const review = await getReview(scope, { week });
  const url = `${baseUrl}/review?week=${week}`;
  const markdown = `${reviewMarkdown(review, { organisation, baseUrl })}\n[Open the review](${url})\n`;
  return {
    title: `Weekly review ${week}: ${organisation}`,
    markdown,
    url,
    type: "review.weekly",
    data: { week, period: review.period, incidents: review.incidents, text: review.text, url, markdown },
  };
}

async function incidentMessage(
  scope: Scope,
  { id, zone, baseUrl }: { id: string; zone: string; baseUrl: string },
): Promise<Message | null> {
  const incident = await getIncident(scope, { key: id }).catch((error: unknown) => {
    if (isAppError(error) && error.code === "not-found") return null;
    throw error;
  });
  if (incident === null || incident.deletedAt !== null || incident.kind !== "incident") return null;
  const { number, title, severity, status, startedAt, lostOrders, errors, systems, regions } = incident;
  const url = `${baseUrl}/incidents/${number}`;
  return {
    title: `INC-${number} has a high blast radius: ${title}`,
    markdown: incidentMarkdown(incident, { zone, url }),
    url,
    type: "incident.high-blast",
    data: {
      text: `INC-${number} has a high blast radius: ${title} (${incident.highBlastReasons.join("; ")})`,
      url,
      incident: {
        id,
        number,
        title,
        severity,
        status,
        startedAt,
        startedPrecision: incident.startedPrecision,
        lostOrders,
        errors,
        systems: systems.map(({ slug }) => slug),
        regions,
        highBlastReasons: incident.highBlastReasons,
      },
    },
  };
}

function incidentMarkdown(incident: Incident, { zone, url }: { zone: string; url: string }): string {
  const { number, title, severity, status, startedAt, startedPrecision, systems, regions } = incident;
  const named = (items: readonly string[]) =>
    items.length === 0 ? "not recorded" : items.map(inline).join(", ");
  return `${[
    `# [INC-${number}](${url}) ${inline(title)}`,
    "",
    `- ${severityLabel(severity)}, ${stateWords(status)}, since ${formatMoment(startedAt, { zone, precision: startedPrecision })}`,
    `- High blast radius: ${incident.highBlastReasons.join("; ") || "no longer, by what is recorded now"}`,
    `- Lost orders: ${formatShort(incident.lostOrders)}; errors: ${formatShort(incident.errors)}`,
    `- Time to mitigate: ${formatMinutes(incident.durations.mitigateMinutes)}`,
    `- Systems: ${named(systems.map(({ name }) => name))}`,
    `- Regions: ${named(regions)}`,
  ].join("\n")}\n`;
}
