import { z } from "zod";
import { getIncident, IncidentKey, incidentsByNumber, incidentsWithWords } from "#lib/incidents/read.ts";
import { Incident } from "#lib/incidents/schema.ts";
import { searchOf } from "#lib/incidents/words.ts";
import { OnePage } from "#lib/page.ts";
import { query } from "#lib/query.ts";
import { causeCodes, factorCodes, type IncidentFacts, kindCodes } from "./facts/incidents.ts";
import type { Facts } from "./facts/store.ts";
import { firstOf, top } from "./top.ts";

/**
 * Which earlier and later incidents resemble this one? Points by a fixed rule, each with its reason: 3 for the same
 * origin system, 2 for the same known root cause, 1 for a shared contributing factor, 1 for each uncommon word that
 * both titles hold (3 at most). Listed from 3 points on with two reasons; equal points: the later start first.
 */
const points = { origin: 3, cause: 2, factor: 1, word: 1, mostWords: 3, least: 3 } as const;
const mostListed = 5;
/** A word that more than one incident in twenty holds tells nothing. */
const commonShare = 0.05;
const mostWordsAsked = 8;

const Similar = z
  .object({
    incident: Incident.describe("The incident that resembles it."),
    points: z
      .int()
      .describe(
        "How much: 3 for the same origin system, 2 for the same known root cause, 1 for a shared contributing factor, 1 for each uncommon word of both titles (3 at most). Listed from 3 points with two reasons.",
      ),
    reasons: z.array(z.string()).describe("In what, in words."),
  })
  .meta({ title: "Similar incident" });

export const similarIncidents = query({
  name: "incidents.similar",
  summary: "Incidents that resemble one, and in what",
  requires: "read",
  input: z.object({ key: IncidentKey }),
  answer: z.object({
    ...top("items", {
      shape: Similar,
      most: mostListed,
      description: `The incidents most like it, at most ${mostListed}; of equal points the later start first.`,
    }),
    next: OnePage,
  }),
  async run({ ask, facts: load }, { key }) {
    const incident = await ask(getIncident, { key });
    const facts = await load();
    const words = await uncommonWords(incident.title, facts.incidents.count, (word) =>
      ask(incidentsWithWords, { words: word }),
    );
    const { listed, rest } = firstOf(
      score({ facts, incident, words }),
      mostListed,
      (others) => others.length,
    );
    const told = await ask(incidentsByNumber, { numbers: listed.map(({ number }) => number) });
    const byNumber = new Map(told.map((one) => [one.number, one]));
    const items = listed.flatMap(({ number, points, reasons }) => {
      const other = byNumber.get(number);
      return other === undefined ? [] : [{ incident: other, points, reasons }];
    });
    return { items, itemsRest: rest, next: null };
  },
});

type Words = { word: string; holders: ReadonlySet<number> }[];

async function uncommonWords(
  title: string,
  count: number,
  holdersOf: (word: string) => Promise<ReadonlySet<number>>,
): Promise<Words> {
  const words = searchOf(title).typed.filter((word) => word.length >= 4 && !/^\d+$/.test(word));
  const found: Words = [];
  for (const word of words.slice(0, mostWordsAsked)) {
    const holders = await holdersOf(word);
    if (holders.size <= Math.max(3, count * commonShare)) found.push({ word, holders });
  }
  return found;
}

interface Scored {
  number: number;
  startedAt: number;
  points: number;
  reasons: string[];
}

function score(of: { facts: Facts; incident: Incident; words: Words }): Scored[] {
  const { facts, incident, words } = of;
  const { incidents, systems } = facts;
  const origins = new Map(
    incident.systems
      .filter(({ part }) => part === "origin")
      .flatMap(({ slug, name }) => {
        const system = systems.bySlug.get(slug);
        return system === undefined ? [] : [[system.number, name] as const];
      }),
  );
  const cause = incident.rootCause === "unknown" ? 0 : causeCodes.code(incident.rootCause);
  const factors = new Map(incident.factors.map(({ factor }) => [factorCodes.code(factor), factor]));
  const counted = kindCodes.code("incident");
  const scored: Scored[] = [];
  for (let row = 0; row < incidents.count; row += 1) {
    const number = incidents.number.values[row]!;
    if (number === incident.number || incidents.live.values[row] === 0) continue;
    if (incidents.kind.values[row] !== counted) continue;
    const reasons: string[] = [];
    let total = 0;
    const origin = originIn(incidents, row, origins);
    if (origin !== undefined) {
      total += points.origin;
      reasons.push(`same origin, ${origin}`);
    }
    if (cause !== 0 && incidents.rootCause.values[row] === cause) {
      total += points.cause;
      reasons.push(`same root cause, ${incident.rootCause.replaceAll("-", " ")}`);
    }
    // Without origin or cause in common, words and factors alone would rarely reach the threshold.
    const shared = words.filter(({ holders }) => holders.has(number)).slice(0, points.mostWords);
    if (shared.length > 0) {
      total += shared.length * points.word;
      reasons.push(`both speak of ${shared.map(({ word }) => `“${word}”`).join(", ")}`);
    }
    const factor = factors.size === 0 ? undefined : sharedFactor(incidents, row, factors);
    if (factor !== undefined) {
      total += points.factor;
      reasons.push(`both with ${factor.replaceAll("-", " ")}`);
    }
    if (total < points.least || reasons.length < 2) continue;
    scored.push({ number, startedAt: incidents.startedAt.values[row]!, points: total, reasons });
  }
  return scored.sort((a, b) => b.points - a.points || b.startedAt - a.startedAt || b.number - a.number);
}

function originIn(
  incidents: IncidentFacts,
  row: number,
  origins: ReadonlyMap<number, string>,
): string | undefined {
  const systems = incidents.systems.of(row);
  for (let i = 0; i < incidents.origins.values[row]!; i += 1) {
    const name = origins.get(systems[i]!);
    if (name !== undefined) return name;
  }
  return undefined;
}

function sharedFactor(
  incidents: IncidentFacts,
  row: number,
  factors: ReadonlyMap<number, string>,
): string | undefined {
  for (const code of incidents.factors.of(row)) {
    const factor = factors.get(code);
    if (factor !== undefined) return factor;
  }
  return undefined;
}
