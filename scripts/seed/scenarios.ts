import type { ActionKind, ChangeKind, ContributingFactor, RootCause, Trigger } from "#lib/values.ts";
import fromAi from "./data/scenarios-ai-changes.json" with { type: "json" };
import fromChanges from "./data/scenarios-changes.json" with { type: "json" };
import withoutChange from "./data/scenarios-no-change.json" with { type: "json" };

import type { Nature } from "./domains.ts";

/** One way in which things go wrong, told with slots: system, part, what it handles, what it depends on. */
export interface Scenario {
  trigger: Trigger;
  rootCause: RootCause;
  /** For those that a change sets off: the kinds of change, and whether AI made it. */
  changeKinds?: ChangeKind[];
  ai?: "any" | "assisted" | "agent";
  /** Only for parts of these layers; all when left out. */
  layers?: number[];
  /** What it looks like from outside; either when left out. */
  shows?: Nature;
  weight: number;
  /** What a culprit is called in the change log. */
  change?: string[];
  /** Those at the place of a cause go with it, the rest with any. */
  titles: string[];
  /** What broke, in one or two sentences. */
  cause: string[];
  /** What ended it, at the place of its cause. */
  fix: string[];
  /** The last two hold for every cause, the ones before only for the first. */
  whys: string[];
  lesson: string;
  factors: ContributingFactor[];
  actions: [ActionKind, string][];
}

/** Their texts stand in data/. */
export const scenarios = { fromChanges, fromAi, withoutChange } as unknown as Record<
  "fromChanges" | "fromAi" | "withoutChange",
  Scenario[]
>;
