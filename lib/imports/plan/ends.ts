import type { Body } from "../mapping/row.ts";
import type { Answers } from "../mapping/schema.ts";
import type { Existing } from "./plan.ts";

/** Rows that tell neither an end nor a state: what that means is answered once, and is unknown until then. */

const states = ["status", "mitigatedAt", "resolvedAt"] as const;

/** Gives a row the state that was answered for those that tell none; whether it did. */
export function assumeState(
  body: Body,
  { answers, found }: { answers: Answers; found: readonly { field: string }[] },
): boolean {
  if (states.some((field) => body[field] !== undefined)) return false;
  // An end that cannot have been is no sign that it goes on.
  const told = found.some(({ field }) => (states as readonly string[]).includes(field));
  body.status = told ? "unknown" : (answers.absentEnd ?? "unknown");
  return true;
}

/** An answer says nothing of what is known already, and of what anybody but a file said. */
export function mayAssume({ values, authors }: Existing): boolean {
  if (values.mitigatedAt != null || values.resolvedAt != null) return false;
  if (values.status !== "open" && values.status !== "unknown") return false;
  const party = authors?.get("status")?.party;
  return party === undefined || party === "file";
}
