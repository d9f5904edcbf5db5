import { formatMoment, severityLabel } from "#lib/format.ts";
import type { Precision } from "#lib/moments.ts";
import { incidentKinds } from "#lib/values.ts";
import { hrefOfView } from "#lib/views/rules.ts";
import type { SavedView } from "#lib/views/schema.ts";

export type PaletteItem = { href: string; label: string; detail?: string };

/** The number of an incident, however it is written: 12, #12, inc-12, INC 12. */
export function incidentNumber(words: string): number | null {
  const match = /^(?:inc[\s-]?|#)?(\d{1,9})$/i.exec(words);
  return match === null ? null : Number(match[1]);
}

/** What the words mean apart from pages: incidents, systems, saved views. Without words, the views. */
export async function found(
  words: string,
  signal: AbortSignal,
): Promise<{ label: string; items: PaletteItem[] }[]> {
  const [incidents, systems, views] = await Promise.all([
    words === "" ? [] : incidentsFound(words, signal),
    words.length < 2 ? [] : systemsFound(words, signal),
    viewsFound(words, signal),
  ]);
  return [
    { label: "Incidents", items: incidents },
    { label: "Systems", items: systems },
    { label: "Saved views", items: views },
  ];
}

async function get<T>(path: string, signal: AbortSignal): Promise<T | null> {
  const answer = await fetch(`/api/v1${path}`, { signal });
  return answer.ok ? ((await answer.json()) as T) : null;
}

type FoundIncident = {
  number: number;
  title: string;
  severity: number | null;
  startedAt: string;
  startedPrecision: Precision;
};

async function incidentsFound(words: string, signal: AbortSignal): Promise<PaletteItem[]> {
  const number = incidentNumber(words);
  const [named, listed] = await Promise.all([
    number === null ? [] : incidentsListed({ number: String(number), kind: incidentKinds.join(",") }, signal),
    incidentsListed({ q: words, limit: "6" }, signal),
  ]);
  const others = listed.filter((incident) => incident.number !== number);
  return [...named, ...others].map(({ number, title, severity, startedAt, startedPrecision }) => ({
    href: `/incidents/${number}`,
    label: title,
    detail: `INC-${number}, ${severityLabel(severity)}, ${formatMoment(startedAt, { zone: "UTC", precision: startedPrecision, style: "date" })}`,
  }));
}

/** Asked of the list: a number that is half typed is of no incident, which is no error. */
async function incidentsListed(
  search: Record<string, string>,
  signal: AbortSignal,
): Promise<FoundIncident[]> {
  const listed = await get<{ items: FoundIncident[] }>(`/incidents?${new URLSearchParams(search)}`, signal);
  return listed?.items ?? [];
}

async function systemsFound(words: string, signal: AbortSignal): Promise<PaletteItem[]> {
  const search = new URLSearchParams({ q: words, limit: "5" });
  const listed = await get<{ items: { slug: string; name: string }[] }>(`/systems?${search}`, signal);
  return (listed?.items ?? []).map(({ slug, name }) => ({
    href: `/incidents?system=${encodeURIComponent(slug)}`,
    label: name,
    detail: `Incidents of ${slug}`,
  }));
}

async function viewsFound(words: string, signal: AbortSignal): Promise<PaletteItem[]> {
  const listed = await get<{ items: SavedView[] }>("/views", signal);
  return (listed?.items ?? [])
    .filter(({ name }) => name.toLowerCase().includes(words.toLowerCase()))
    .slice(0, 8)
    .map((view) => ({ href: hrefOfView(view), label: view.name, detail: view.page }));
}
