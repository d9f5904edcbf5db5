/** The entries of fields, for pages and forms: what they are called, what they mean, and what they may hold. */
export { actionFields } from "#db/fields/actions.ts";
export { changeFields } from "#db/fields/changes.ts";
export {
  type Field,
  type Fields,
  filterWord,
  inPlace,
  type OfKind,
  ofKind,
  type RecordOf,
} from "#db/fields/field.ts";
export { incidentFields } from "#db/fields/incidents.ts";
export { interventionFields } from "#db/fields/interventions.ts";
export { labelCheckFields } from "#db/fields/label-checks.ts";
export { systemFields } from "#db/fields/systems.ts";
