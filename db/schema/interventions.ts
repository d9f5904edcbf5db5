import { kit } from "../dialect.ts";
import { interventionKinds } from "../values.ts";

const { table, id, text, integer, instant, json, oneOf } = kit;

/** Whom an intervention reaches. */
export type InterventionScope =
  | { to: "all" }
  | { to: "org"; orgs: string[] }
  | { to: "tier"; tiers: number[] }
  | { to: "systems"; systems: string[] };

export const interventions = table("interventions", {
  id: id(),
  version: integer().notNull(),
  createdAt: instant().notNull(),
  updatedAt: instant().notNull(),
  name: text().notNull(),
  kind: oneOf(interventionKinds).notNull(),
  /** Calendar days, yyyy-mm-dd, in the organisation's zone; `endsOn` is the last day. */
  startsOn: text().notNull(),
  endsOn: text(),
  scope: json<InterventionScope>().notNull(),
  note: text(),
  deletedAt: instant(),
});
