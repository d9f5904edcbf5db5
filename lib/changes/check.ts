import { systemActor } from "#lib/actor.ts";
import { isAppError } from "#lib/errors.ts";
import { noteChecks } from "#lib/guardrail-rules/write.ts";
import { ChangeCheck } from "#lib/guardrails/schema.ts";
import { operation } from "#lib/operation.ts";
import { judgeChange } from "./read.ts";
import { PlannedChange } from "./schema.ts";

export const checkChange = operation({
  name: "changes.check",
  summary:
    "What the guardrails say of a change before it is made; the change is not stored, and rules in shadow note what they would have said",
  requires: "read",
  input: PlannedChange,
  answer: ChangeCheck,
  async run(scope, planned) {
    const { check, shadow } = await judgeChange(scope, planned);
    if (shadow.length > 0) {
      const { title = null, source = null, externalId = null, system = null } = planned;
      const asked = { title, source, externalId, system };
      // Whoever may ask may not write: it is the program that notes.
      const program = { ...scope, actor: systemActor("Faultline") };
      await noteChecks(program, { askedBy: scope.actor.name, asked, said: shadow }).catch(unlessHindered);
    }
    return check;
  },
});

/** A note that cannot be stored, since the database is away or another check was first, keeps nobody from an answer. */
function unlessHindered(error: unknown): void {
  if (!isAppError(error) || (error.code !== "unavailable" && error.code !== "conflict")) throw error;
}
