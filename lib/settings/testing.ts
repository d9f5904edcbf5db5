import { type DatedField, type DatedValues, datedDefaults, datedFields, type History } from "./dated.ts";
import type { Holding } from "./held.ts";

/** What holds since ever: these values, and for the rest what holds until somebody says otherwise. */
export function holding({ zone = "UTC", ...values }: { zone?: string } & Partial<DatedValues>): Holding {
  const all = { ...datedDefaults, ...values };
  const entries = (field: DatedField) => [{ from: null, value: all[field], by: null, at: null }];
  return {
    zone,
    history: Object.fromEntries(datedFields.map((field) => [field, entries(field)])) as unknown as History,
  };
}
