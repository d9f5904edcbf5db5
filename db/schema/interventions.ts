import { kit } from "../dialect.ts";
import { columnsOf } from "../fields/columns.ts";
import { interventionFields } from "../fields/interventions.ts";

const { table, id, integer, instant, json } = kit;

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
  ...columnsOf(interventionFields),
  scope: json<InterventionScope>().notNull(),
  deletedAt: instant(),
});
