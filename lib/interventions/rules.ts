import type { FieldError } from "#lib/errors.ts";
import type { Intervention } from "./schema.ts";

/** Days that cannot be in this order. */
export function daysProblem({
  startsOn,
  endsOn,
}: Pick<Intervention, "startsOn" | "endsOn">): FieldError | null {
  if (endsOn === null || endsOn >= startsOn) return null;
  return { path: "endsOn", message: "is before startsOn; it is the last day of the intervention" };
}

/** Whether two interventions were in force on a common day; one without an end still is. */
export function overlapInTime(
  a: Pick<Intervention, "startsOn" | "endsOn">,
  b: Pick<Intervention, "startsOn" | "endsOn">,
): boolean {
  return (a.endsOn === null || b.startsOn <= a.endsOn) && (b.endsOn === null || a.startsOn <= b.endsOn);
}
