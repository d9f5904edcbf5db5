import type { ReactNode } from "react";
import { wordsFor } from "#app/_server/choices.ts";
import { AiBadge } from "#app/_ui/ai-badge.tsx";
import { Instant } from "#app/_ui/instant.tsx";
import { ListCell, type ListColumn } from "#app/_ui/list-table.tsx";
import { SeverityBadge } from "#app/_ui/severity-badge.tsx";
import type { IncidentList, Sort } from "#lib/analytics/incidents.ts";
import { incidentFields, type OfKind, ofKind } from "#lib/fields/entries.ts";
import { formatCount, formatMinutes, notRecorded } from "#lib/format.ts";
import { stateLabel } from "#lib/incidents/rules.ts";

type Row = IncidentList["items"][number];

export interface IncidentColumn extends ListColumn {
  key: string;
  sort?: Sort;
  cell: (incident: Row, zone: string) => ReactNode;
}

/** What the list can tell of each incident beside its title, in the order in which it tells it. */
const columns: IncidentColumn[] = [
  {
    key: "severity",
    label: "Severity",
    sort: "severity",
    first: "ascending",
    cell: ({ severity }) => (
      <ListCell>
        <SeverityBadge severity={severity} />
      </ListCell>
    ),
  },
  {
    key: "startedAt",
    label: "Started",
    sort: "startedAt",
    first: "descending",
    cell: ({ startedAt, startedPrecision }, zone) => (
      <ListCell>
        <Instant at={startedAt} precision={startedPrecision} zone={zone} />
      </ListCell>
    ),
  },
  minutes("detectMinutes", "To detect"),
  minutes("mitigateMinutes", "To mitigate"),
  minutes("resolveMinutes", "To resolve"),
  ...ofKind(incidentFields, "count").map(measure),
  {
    key: "systems",
    label: "Systems",
    sort: "systems",
    first: "descending",
    numeric: true,
    cell: ({ systems }) => <ListCell numeric>{formatCount(systems.length)}</ListCell>,
  },
  text("regions", "Regions", ({ regions }) => (regions.length === 0 ? null : regions.join(", "))),
  text("trigger", "Trigger", ({ trigger }) => wordsFor(trigger)),
  text("rootCause", "Root cause", ({ rootCause }) => wordsFor(rootCause)),
  {
    key: "ai",
    label: "AI",
    cell: ({ aiInvolvement }) => (
      <ListCell>
        <AiBadge ai={aiInvolvement} />
      </ListCell>
    ),
  },
  text("aiTool", "AI tool", ({ aiTool }) => aiTool),
  text("status", "Status", ({ status }) => stateLabel(status)),
  text("source", "Source", ({ source }) => source),
];

const usual = ["severity", "startedAt", "mitigateMinutes", "lostOrders", "errors", "systems", "ai", "status"];

export const columnChoices = columns.map(({ key, label }) => ({ value: key, label }));

/** The columns that the address names; the usual ones where it names none that exist. */
export function chosenColumns(words: string | undefined): IncidentColumn[] {
  const named = columns.filter(({ key }) => words?.split(",").includes(key));
  return named.length > 0 ? named : columns.filter(({ key }) => usual.includes(key));
}

function minutes(key: "detectMinutes" | "mitigateMinutes" | "resolveMinutes", label: string): IncidentColumn {
  return {
    key,
    label,
    sort: key,
    first: "descending",
    numeric: true,
    cell: ({ durations }) => (
      <ListCell numeric missing={durations[key] === null}>
        {formatMinutes(durations[key], notRecorded)}
      </ListCell>
    ),
  };
}

function measure(key: OfKind<typeof incidentFields, "count">): IncidentColumn {
  return {
    key,
    label: incidentFields[key].label,
    sort: key,
    first: "descending",
    numeric: true,
    cell: (incident) => (
      <ListCell numeric missing={incident[key] === null}>
        {formatCount(incident[key], notRecorded)}
      </ListCell>
    ),
  };
}

function text(key: string, label: string, of: (incident: Row) => string | null): IncidentColumn {
  return {
    key,
    label,
    cell: (incident) => (
      <ListCell wraps={key === "regions"} missing={of(incident) === null}>
        {of(incident) ?? notRecorded}
      </ListCell>
    ),
  };
}
