import Link from "next/link";
import type { Words } from "#app/_server/address.ts";
import { ask } from "#app/_server/ask.ts";
import { permitted } from "#app/_server/permitted.ts";
import { Card } from "#app/_ui/card.tsx";
import { address } from "#app/_ui/filter-address.ts";
import { Instant } from "#app/_ui/instant.tsx";
import type { RulePrice } from "#lib/analytics/rule-price.ts";
import { notKnownWords, priceWords } from "#lib/analytics/rule-price-words.ts";
import { formatCount, formatPlural } from "#lib/format.ts";
import { listGuardrailRules, listRuleNotes } from "#lib/guardrail-rules/read.ts";
import { conditionsText } from "#lib/guardrail-rules/rules.ts";
import type { OwnRule, RuleNote, RuleState } from "#lib/guardrail-rules/schema.ts";
import classes from "./rule-price.module.css";
import { RuleSteps } from "./rule-steps.tsx";

const stateWords: Record<RuleState, string> = {
  draft: "Draft",
  shadow: "In shadow",
  live: "Live",
  retired: "Put away",
};
const order: RuleState[] = ["live", "shadow", "draft", "retired"];

/** Rules of one's own: how far each has come, what it holds, and what it said in shadow. */
export async function OwnRules({
  prices,
  words,
  zone,
}: {
  prices: readonly RulePrice[];
  words: Words;
  zone: string;
}) {
  const [{ items }, canWrite, canEnforce] = await Promise.all([
    ask(listGuardrailRules, {}),
    permitted("rule.write"),
    permitted("rule.enforce"),
  ]);
  const rules = items.toSorted((a, b) => order.indexOf(a.state) - order.indexOf(b.state));
  const notes = await Promise.all(
    rules.map(({ id, noted }) =>
      noted.held === 0 ? [] : ask(listRuleNotes, { id }).then((found) => found.items),
    ),
  );
  return (
    <Card
      title="Rules of your own"
      subtitle="a draft is priced; in shadow it notes what it would say to checks; live it takes part in their answer"
      note={canWrite && !canEnforce ? "An administrator makes a rule live that is in shadow." : undefined}
    >
      {rules.length === 0 ? (
        <p className={classes.quiet}>None yet. Compose one, and save it as a draft.</p>
      ) : (
        <ul className={classes.rules}>
          {rules.map((rule, place) => (
            <li key={rule.id} className={classes.rule}>
              <div className={classes.ruleHead}>
                <strong>{rule.name}</strong>
                <span className={classes.state} data-state={rule.state}>
                  {stateWords[rule.state]} since <Instant at={rule.stateSince} zone={zone} />
                </span>
                {canWrite && <RuleSteps rule={rule} canEnforce={canEnforce} />}
                {canWrite && rule.state === "draft" && (
                  <Link href={rewording(rule, words)} scroll={false}>
                    Reword
                  </Link>
                )}
              </div>
              <p className={classes.line}>{rule.text}</p>
              <Priced price={prices.find((one) => one.rule === rule.id)} />
              <Noted rule={rule} notes={notes[place]!} zone={zone} />
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

function rewording({ id, when, asks }: OwnRule, words: Words): string {
  const { when: _, ...others } = words;
  const params = new URLSearchParams({ ...others, asks: conditionsText(asks), edit: id });
  if (when.length > 0) params.set("when", conditionsText(when));
  return address("/rule-price", params);
}

function Priced({ price }: { price: RulePrice | undefined }) {
  if (price === undefined) return null;
  return (
    <p className={classes.line}>
      In this period: {priceWords(price)}. {notKnownWords(price)}
    </p>
  );
}

const mostShown = 5;

/** What it would have said; only of rules that somebody asked about while they were in shadow. */
function Noted({
  rule: { noted, state },
  notes,
  zone,
}: {
  rule: OwnRule;
  notes: readonly RuleNote[];
  zone: string;
}) {
  if (noted.checks === 0)
    return state === "shadow" ? <p className={classes.quiet}>No change was checked since.</p> : null;
  const { checks, held, passed, notApplicable, notKnown } = noted;
  const heldNotes = notes.filter((note) => note.state === "unmet").slice(0, mostShown);
  return (
    <>
      <p className={classes.line}>
        In shadow, of {formatPlural(checks, "check")}: would have held {formatCount(held)}, passed{" "}
        {formatCount(passed)}, not asked of {formatCount(notApplicable)}, not known of {formatCount(notKnown)}
        .
      </p>
      {heldNotes.length > 0 && (
        <ul className={classes.notes} aria-label="Checks that it would have held, the latest first">
          {heldNotes.map((note) => (
            <li key={note.id}>
              <Instant at={note.at} zone={zone} />: {noteWords(note)}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function noteWords({ title, source, externalId, system, askedBy }: RuleNote): string {
  const id = [source, externalId].filter((part) => part !== null).join(" ");
  const named = [title ?? "a change without a title", id, system ?? ""].filter((part) => part !== "");
  return `${named.join(", ")}; asked by ${askedBy}`;
}
