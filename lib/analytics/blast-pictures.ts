import { z } from "zod";
import { systemParts } from "#db/values.ts";
import { incidentTitles } from "#lib/incidents/read.ts";
import { logBinEdge, logBinOf } from "#lib/statistics/log-bins.ts";
import { ascendingOrder } from "#lib/statistics/order.ts";
import { incidentGroups } from "./ai-groups.ts";
import { worstFirst } from "./blast-radius.ts";
import { rowsWhere, type Selection } from "./facts/rows.ts";
import type { Filter } from "./filter.ts";
import { highBlastReader } from "./high-blast.ts";
import { measureReader } from "./measures.ts";
import { question, type View } from "./question.ts";
import { incidentMembers, systemMembers } from "./shapes.ts";
import { firstOf, top } from "./top.ts";

/** In the order of the groups of AI. */
const groupWords = ["yes", "no", "unknown"] as const;

const Point = z
  .object({
    ...incidentMembers,
    ai: z.enum(groupWords).describe("Whether AI made or shaped the change."),
    mitigateMinutes: z
      .number()
      .meta({ description: "From the start of impact to mitigation.", unit: "minutes" }),
    lostOrders: z.number().meta({ description: "Orders lost in it.", unit: "orders" }),
  })
  .meta({ title: "Incident in the plane" });

const Bin = z
  .object({
    mitigateFrom: z.number().meta({ description: "From how long a time to mitigate on.", unit: "minutes" }),
    mitigateTo: z.number().meta({ description: "Up to, not including, how long a one.", unit: "minutes" }),
    lostFrom: z.number().meta({ description: "From how many lost orders on.", unit: "orders" }),
    lostTo: z.number().meta({ description: "Up to, not including, how many.", unit: "orders" }),
    incidents: z.int().describe("How many incidents lie there."),
  })
  .meta({ title: "Bin of the plane" });

/** Above so many points a picture holds bins, and only the largest as points. */
const mostPoints = 2000;
const largestPoints = 10;
const binsPerDecade = 5;

/** At most so many rows and columns has the picture of systems and incidents. */
const [matrixSystems, matrixIncidents] = [32, 24];

export type BlastPictures = z.infer<typeof getBlastPictures.definition.answer>;

/** The two pictures that no other program needs: lost orders against duration, and systems by incidents. */
export const getBlastPictures = question({
  name: "blast-radius.pictures",
  summary: "Lost orders against duration, and which of the worst incidents reached which systems",
  parameters: {},
  answer: {
    plane: z
      .object({
        points: z
          .array(Point)
          .describe(
            `The incidents, each by itself; above ${mostPoints} only the ${largestPoints} with most lost orders.`,
          ),
        bins: z
          .array(Bin)
          .nullable()
          .describe(`All of them counted in stretches, above ${mostPoints}; null where each is a point.`),
        drawn: z.int().describe("Incidents with both values."),
        undrawn: z.int().describe("Incidents without both, or with a zero, which a logarithm cannot place."),
      })
      .describe(
        `Lost orders against time to mitigate, of the incidents that recorded both. Above ${mostPoints.toLocaleString("en")} incidents they are told together in stretches, and only the ${largestPoints} largest by themselves.`,
      ),
    matrix: z
      .object({
        ...top("systems", {
          shape: z.object({ slug: systemMembers.slug, name: systemMembers.name }),
          most: matrixSystems,
          description: "The systems that they reached, those that more of them reached first.",
        }),
        ...top("incidents", {
          shape: z.object(incidentMembers),
          most: matrixIncidents,
          description: "The incidents, the worst first.",
        }),
        cells: z
          .array(
            z.object({
              slug: systemMembers.slug,
              number: incidentMembers.number,
              part: z
                .enum(systemParts)
                .describe("Whether the incident began in the system or reached it from there."),
            }),
          )
          .describe("Which of the incidents reached which of the systems."),
        of: z.int().describe("How many incidents named two systems or more: the worst of these are told."),
      })
      .describe(
        "Which of the worst incidents, among those that named two systems or more, reached which systems.",
      ),
  },
  async compute(view, ask) {
    const [plane, matrix] = [planeOf(view), matrixOf(view)];
    const numbers = [...plane.points, ...matrix.incidents].map(({ number }) => number);
    const titles = await ask(incidentTitles, { numbers: [...new Set(numbers)] });
    const titled = <T extends { number: number }>(one: T) => ({
      ...one,
      title: titles.get(one.number) ?? "",
    });
    return {
      plane: { ...plane, points: plane.points.map(titled) },
      matrix: { ...matrix, incidents: matrix.incidents.map(titled) },
    };
  },
});

function planeOf({ facts, rows }: View<Filter>) {
  const { incidents } = facts;
  const minutes = measureReader(facts, "mitigateMinutes");
  const lost = incidents.lostOrders.values;
  const placed = rowsWhere(rows, (row) => lost[row]! > 0 && minutes(row) > 0);
  const counts = { drawn: placed.length, undrawn: rows.length - placed.length };
  const pointOf = (row: number) => ({
    number: incidents.number.values[row]!,
    severity: incidents.severity.values[row] || null,
    ai: groupWords[incidentGroups[incidents.aiInvolvement.values[row]!]!]!,
    mitigateMinutes: minutes(row),
    lostOrders: lost[row]!,
  });
  if (placed.length <= mostPoints) return { points: Array.from(placed, pointOf), bins: null, ...counts };
  const values = Float64Array.from(placed, (row) => lost[row]!);
  const largest = Array.from(ascendingOrder(values).subarray(-largestPoints).toReversed(), (i) => placed[i]!);
  return { points: largest.map(pointOf), bins: binsOf(placed, minutes, lost), ...counts };
}

function binsOf(placed: Selection, minutes: (row: number) => number, lost: Float64Array) {
  const counts = new Map<number, number>();
  const [width, shift] = [1000, 500];
  for (const row of placed) {
    const key =
      (logBinOf(minutes(row), binsPerDecade) + shift) * width + logBinOf(lost[row]!, binsPerDecade) + shift;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const edge = (index: number) => logBinEdge(index - shift, binsPerDecade);
  return [...counts].map(([key, incidents]) => {
    const [column, line] = [Math.floor(key / width), key % width];
    return {
      mitigateFrom: edge(column),
      mitigateTo: edge(column + 1),
      lostFrom: edge(line),
      lostTo: edge(line + 1),
      incidents,
    };
  });
}

/** The worst incidents that reached more than one system, and all the systems that they reached. */
function matrixOf(view: View<Filter>) {
  const { facts, rows, settings } = view;
  const { incidents, systems } = facts;
  const several = rowsWhere(rows, (row) => incidents.systems.count[row]! >= 2);
  const isHigh = highBlastReader(facts, settings);
  const worst: number[] = [];
  const counts = new Map<number, number>();
  for (const row of worstFirst({ ...view, rows: several }, matrixIncidents, isHigh)) {
    const reached = incidents.systems.of(row);
    const fresh = reached.filter((system) => !counts.has(system)).length;
    // A column is shown with all its systems or not at all, apart from one that alone has too many.
    if (worst.length > 0 && counts.size + fresh > matrixSystems) break;
    worst.push(row);
    for (const system of reached) counts.set(system, (counts.get(system) ?? 0) + 1);
  }
  const { listed, rest } = firstOf(
    [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0]),
    matrixSystems,
    (others) => {
      const left = new Set(others.map(([number]) => number));
      return worst.filter((row) => incidents.systems.of(row).some((system) => left.has(system))).length;
    },
  );
  const shown = listed.flatMap(([number]) => systems.byNumber[number] ?? []);
  const slugs = new Map(shown.map(({ number, slug }) => [number, slug]));
  return {
    systems: shown.map(({ slug, name }) => ({ slug, name })),
    systemsRest: rest,
    incidentsRest: {
      of: several.length,
      left: several.length - worst.length,
      incidents: several.length - worst.length,
    },
    incidents: worst.map((row) => ({
      number: incidents.number.values[row]!,
      severity: incidents.severity.values[row] || null,
    })),
    cells: worst.flatMap((row) =>
      Array.from(incidents.systems.of(row)).flatMap((system, i) => {
        const slug = slugs.get(system);
        const part: (typeof systemParts)[number] = i < incidents.origins.values[row]! ? "origin" : "affected";
        return slug === undefined ? [] : [{ slug, number: incidents.number.values[row]!, part }];
      }),
    ),
    of: several.length,
  };
}
