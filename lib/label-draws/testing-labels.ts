import type { LabelAnswer, LabelStratumName } from "#db/values.ts";
import { recordChanges } from "#lib/changes/write.ts";
import { declareIncidents } from "#lib/incidents/write.ts";
import { isMarked } from "#lib/label-audits/rules.ts";
import type { Drawn, LabelAudit } from "#lib/label-audits/schema.ts";
import { recordLabelCheck } from "#lib/label-audits/write.ts";
import type { Scope } from "#lib/scope.ts";

/** So many changes of each kind; one that is not marked is recorded as made without AI, or not at all, by turns. */
export interface Kinds {
  marked: number;
  unmarked: number;
  markedCulprits: number;
  unmarkedCulprits: number;
}

/** Four hundred, of which twenty are culprits. */
export const company: Kinds = { marked: 111, unmarked: 269, markedCulprits: 9, unmarkedCulprits: 11 };

/** Bodies of changes and of incidents that name their culprits, as programs send them. */
export function labelledWorld(kinds: Kinds, deployedAt = "2026-05-10T10:00:00Z") {
  const each = (size: number, name: string, assistance: (i: number) => string) =>
    Array.from({ length: size }, (_, i) => ({
      title: `Change ${name} ${i}`,
      source: "ci",
      externalId: `${name}-${i}`,
      deployedAt,
      aiAssistance: assistance(i),
    }));
  const marked = (i: number) => ["assisted", "generated", "agent"][i % 3]!;
  const unmarked = (i: number) => ["none", "unknown"][i % 2]!;
  const culprits = [
    ...each(kinds.markedCulprits, "marked-culprit", marked),
    ...each(kinds.unmarkedCulprits, "unmarked-culprit", unmarked),
  ];
  return {
    changes: [
      ...each(kinds.marked, "marked", marked),
      ...each(kinds.unmarked, "unmarked", unmarked),
      ...culprits,
    ],
    incidents: culprits.map(({ source, externalId }) => ({
      title: "Carts fail",
      startedAt: deployedAt,
      changes: [{ source, externalId, link: "culprit" }],
    })),
  };
}

export async function storeLabelled(scope: Scope, kinds: Kinds, deployedAt?: string): Promise<void> {
  const { changes, incidents } = labelledWorld(kinds, deployedAt);
  const stored = [
    await recordChanges(scope, { items: changes }),
    await declareIncidents(scope, { items: incidents }),
  ];
  for (const { refused } of stored) if (refused.length > 0) throw new Error(JSON.stringify(refused[0]));
}

/** How many of each kind that is drawn AI made in truth: all others it did not. */
export type Truths = Record<LabelStratumName, { marked: number; unmarked: number }>;

/** What eighty checks of the company find, as in `eightyChecked`. */
export const eighty: Truths = {
  marked: { marked: 27, unmarked: 0 },
  unmarked: { marked: 0, unmarked: 2 },
  culprits: { marked: 8, unmarked: 3 },
};

/** The answer for each change that was drawn. */
export function answersFor(drawn: readonly Drawn[], truths: Truths): Map<number, LabelAnswer> {
  const left = structuredClone(truths);
  return new Map(
    drawn.map(({ change, stratum, recorded }) => {
      const label = isMarked(recorded) ? "marked" : "unmarked";
      left[stratum][label] -= 1;
      return [change, left[stratum][label] >= 0 ? "generated" : "none"];
    }),
  );
}

export async function answerAll(scope: Scope, { id, drawn }: LabelAudit, truths: Truths): Promise<void> {
  for (const [change, answer] of answersFor(drawn, truths))
    await recordLabelCheck(scope, { id, change, body: { answer } });
}
