import { isMissing, readBoolean } from "#lib/csv/words.ts";
import type { Field } from "../../targets/target.ts";
import { leaveOut } from "../answers.ts";
import type { FieldRules, Reader } from "./index.ts";
import { LeftOut, Unreadable } from "./outcome.ts";

export function flagReader(values: FieldRules["values"]): Reader {
  return (text) => {
    const answered = values[text.trim()];
    if (typeof answered === "boolean") return answered;
    if (answered === null) return undefined;
    const reading = readBoolean(text);
    if (reading.kind === "missing") return undefined;
    return reading.kind === "value" ? reading.value : new Unreadable(reading.reason);
  };
}

export function choiceReader(field: Field, values: FieldRules["values"]): Reader {
  const known = new Map((field.choices ?? []).map((choice) => [String(choice), choice]));
  return (text) => {
    const raw = text.trim();
    if (Object.hasOwn(values, raw)) {
      const answer = values[raw];
      if (answer === leaveOut) return new LeftOut(`${field.label} is ${raw}.`);
      return answer ?? undefined;
    }
    const exact = known.get(raw) ?? known.get(raw.toLowerCase());
    if (exact !== undefined) return exact;
    if (isMissing(raw)) return undefined;
    return new Unreadable(`It is not settled what ${field.label.toLowerCase()} this is.`);
  };
}

/** A word nobody has answered for stays unknown; the source's own word is kept beside it. */
export function severityReader(rules: FieldRules): Reader {
  return (text) => {
    const raw = text.trim();
    const answer = rules.values[raw];
    if (answer === leaveOut) return new LeftOut(`Severity is ${raw}.`);
    if (typeof answer === "number") return answer;
    if (rules.verbatim && /^[1-5]$/.test(raw)) return Number(raw);
    return undefined;
  };
}
