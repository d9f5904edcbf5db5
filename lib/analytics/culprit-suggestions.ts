import { z } from "zod";
import { reworkKinds } from "#db/values.ts";
import { changesByNumber } from "#lib/changes/read.ts";
import { Change } from "#lib/changes/schema.ts";
import { formatMinutes, formatPlural } from "#lib/format.ts";
import { getIncident, IncidentKey } from "#lib/incidents/read.ts";
import { OnePage } from "#lib/page.ts";
import { query } from "#lib/query.ts";
import { reworkPairs } from "#lib/reworks/read.ts";
import { confirmedOf, type Mend, mendsOf, pointsAt } from "./mends.ts";
import { Share } from "./shapes.ts";
import { shareOf } from "./tally.ts";

const Named = Change.pick({
  id: true,
  number: true,
  title: true,
  kind: true,
  system: true,
  systemName: true,
  deployedAt: true,
  deployedPrecision: true,
  author: true,
  aiAssistance: true,
  aiTool: true,
  rolledBackAt: true,
});

const SuggestedCulprit = z
  .object({
    change: Named.describe("The change that what followed points at."),
    isLinked: z.boolean().describe("Whether the incident names it already, as culprit or suspected."),
    reasons: z
      .array(
        z.object({
          kind: z.enum(reworkKinds).describe("What points at it."),
          text: z.string().describe("The reason in words."),
          by: z.int().nullable().describe("The number of the change that takes it back or mends it."),
          confirmed: Share.describe(
            "How often what such a reason pointed at was the culprit, of the incidents that have one.",
          ),
        }),
      )
      .describe("Why it is suggested."),
  })
  .meta({ id: "SuggestedCulprit" });
type SuggestedCulprit = z.infer<typeof SuggestedCulprit>;

/**
 * Which change may have caused an incident, by what was done after it: a change that reverts, rolls back or fixes an
 * earlier one, or changes its lines, while the incident lasted or within two days of its end. A suggestion with its
 * reasons, and with how often such reasons were confirmed; nothing is linked by itself.
 */
export const suggestCulprits = query({
  name: "incidents.suggested-culprits",
  summary:
    "Changes that what followed on an incident points at, with reasons and how often such were confirmed",
  requires: "read",
  input: z.object({ key: IncidentKey }),
  answer: z.object({
    items: z.array(SuggestedCulprit).describe("The changes, the most often confirmed reason first."),
    next: OnePage,
  }),
  async run({ ask, facts: loaded, now }, { key }) {
    const [incident, pairs, facts] = await Promise.all([
      ask(getIncident, { key }),
      ask(reworkPairs, undefined),
      loaded(),
    ]);
    const row = facts.incidents.rowOf(incident.number);
    if (row === undefined) return { items: [], next: null };
    const mends = mendsOf(facts, pairs);
    const pointing = mends.filter((mend) => pointsAt(facts, row, mend, now.getTime()));
    if (pointing.length === 0) return { items: [], next: null };
    const counts = confirmedOf(facts, mends, now.getTime());
    const numberOf = (change: number) => facts.changes.number.values[change]!;
    const numbers = pointing.flatMap(({ of, by }) => [of, ...(by === null ? [] : [by])]).map(numberOf);
    const named = new Map(
      (await ask(changesByNumber, { numbers: [...new Set(numbers)] })).map((one) => [one.number, one]),
    );
    const linked = new Set(incident.changes.map(({ number }) => number));
    const items = [...Map.groupBy(pointing, ({ of }) => of)].map(([of, its]) => ({
      change: Named.parse(named.get(numberOf(of))),
      isLinked: linked.has(numberOf(of)),
      reasons: its
        .map((mend) => {
          const by = mend.by === null ? null : named.get(numberOf(mend.by))!;
          const { confirmed, judged } = counts[mend.kind];
          return {
            kind: mend.kind,
            text: reasonOf(mend, { by, began: incident.startedAt }),
            by: by?.number ?? null,
            confirmed: shareOf({ yes: confirmed, known: judged, unknown: 0 }),
          };
        })
        .sort(byShare),
    }));
    return { items: items.sort((a, b) => byShare(a.reasons[0]!, b.reasons[0]!)), next: null };
  },
});

type Reason = SuggestedCulprit["reasons"][number];
const byShare = (a: Reason, b: Reason) =>
  (b.confirmed.share ?? -1) - (a.confirmed.share ?? -1) ||
  reworkKinds.indexOf(a.kind) - reworkKinds.indexOf(b.kind);

const verbs = {
  revert: "reverts it",
  rollback: "rolls it back",
  fix: "says that it fixes it",
  "blamed-lines": "changes lines that it wrote",
} as const;

export function reasonOf(
  { kind, at, said, lines }: Omit<Mend, "of" | "by">,
  { by, began }: { by: Pick<Change, "number"> | null; began: Date },
): string {
  const after = `${formatMinutes((at - began.getTime()) / 60_000)} after the incident began`;
  if (by === null) return `It was rolled back ${after}.`;
  const verb = lines === null ? verbs[kind] : `changes ${formatPlural(lines, "line")} that it wrote`;
  const words = said === null ? "" : `: “${said}”`;
  return `CHG-${by.number}, deployed ${after}, ${verb}${words}.`;
}
