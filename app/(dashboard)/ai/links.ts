import type { Band } from "#app/_charts/time.ts";
import { incidentsHref, type Words } from "#app/_server/address.ts";
import { aiAssisted, aiInvolved, changesHref, narrowed } from "#app/_server/changes-address.ts";
import type { AiShare } from "#lib/analytics/ai-share.ts";
import type { Period } from "#lib/period.ts";

export const parts = [
  { key: "ai", label: "AI", colour: "var(--ai)" },
  { key: "other", label: "Not AI", colour: "var(--other)" },
  { key: "unknown", label: "Not known", colour: "var(--unknown)" },
];

/** Lists behind the figures: each group of incidents and of changes. */
export function links(words: Words, period: Period) {
  const incidents = (values: string[], more: Words = {}, within: Period = period) =>
    incidentsHref({ words, period: within, more: { ...narrowed(words, "ai", values), ...more } });
  const changes = (values: string[], more: Words = {}) =>
    changesHref({ words, period, more: { assistance: values.join(","), ...more } });
  const caused = (by: string, within: Period = period) =>
    incidentsHref({ words, period: within, more: { causedBy: by } });
  return {
    incidents,
    caused,
    causedParts: () => ({
      ai: caused("ai-change"),
      other: caused("other-change"),
      unknown: caused("unknown-change"),
    }),
    incidentParts: (more: Words = {}) => ({
      ai: incidents(aiInvolved, more),
      other: incidents(["none"], more),
      unknown: incidents(["unknown"], more),
    }),
    changeParts: (more: Words = {}) => ({
      ai: changes(aiAssisted, more),
      other: changes(["none"], more),
      unknown: changes(["unknown"], more),
    }),
  };
}

export type CardProps = { answer: AiShare; words: Words };
export type OverTimeProps = CardProps & { bands: Band[] };

export const split = ({ yes, known, unknown }: AiShare["incidents"]) => ({
  ai: yes,
  other: known - yes,
  unknown,
});
