import { contradictedEnds } from "./contradicted-ends.ts";
import { corrections } from "./corrections.ts";
import { nameFields } from "./name-fields.ts";
import { regionNames } from "./region-names.ts";
import type { Repair } from "./repair.ts";
import { hookSubjects, interventionScopes, volumeSources } from "./smaller-names.ts";
import { systemNames } from "./system-names.ts";
import { unsaidEnds } from "./unsaid-ends.ts";

/** In the order in which they are carried through. A new one is added at the end. */
export const repairs: readonly Repair[] = [
  systemNames,
  nameFields,
  regionNames,
  volumeSources,
  interventionScopes,
  hookSubjects,
  contradictedEnds,
  unsaidEnds,
  corrections,
];
