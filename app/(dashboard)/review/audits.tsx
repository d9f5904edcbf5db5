import Link from "next/link";
import type { Words } from "#app/_server/address.ts";
import { incidentsHref } from "#app/_server/address.ts";
import { Card } from "#app/_ui/card.tsx";
import type { Review } from "#lib/analytics/review.ts";
import { formatCount, formatPlural } from "#lib/format.ts";
import classes from "./review.module.css";

/** The words of a filter that a change has, too. */
const changeWords = ["org", "system", "tool", "source", "zone"];

const mostShown = 8;

export function Audits({ answer, words }: { answer: Review; words: Words }) {
  const { tier1Changes, tier1Audited, made, inOrder, deviations } = answer.audits;
  const shared = Object.fromEntries(Object.entries(words).filter(([name]) => changeWords.includes(name)));
  const href = (more: Words) =>
    incidentsHref({ words: shared, period: answer.period, more: { tier: "1", ...more }, path: "/changes" });
  return (
    <Card
      title="Changes audited"
      subtitle="changes to Tier-1 systems of this week, and the audits made in it"
    >
      <p className={classes.sentence}>
        <Link href={href({ audited: "yes" })}>{formatCount(tier1Audited)}</Link> of{" "}
        <Link href={href({})}>{formatPlural(tier1Changes, "change")}</Link> to Tier-1 systems{" "}
        {tier1Audited === 1 ? "is" : "are"} audited by now. {formatPlural(made, "audit")}{" "}
        {made === 1 ? "was" : "were"} made in this week: {formatCount(inOrder)} in order,{" "}
        {formatPlural(deviations.length, "deviation")}.
      </p>
      {deviations.length > 0 && (
        <ul className={classes.list}>
          {deviations.slice(0, mostShown).map((change) => (
            <li key={change.number} className={classes.action}>
              <span>
                <Link href={`/changes/${change.number}`} prefetch={false}>
                  {change.title}
                </Link>
                <span className={classes.detail}>{change.note ?? "no note"}</span>
              </span>
              <span className={classes.owner}>
                {change.system ?? "system not recorded"}
                <span className={classes.detail}>{change.auditedBy ?? ""}</span>
              </span>
            </li>
          ))}
        </ul>
      )}
      {deviations.length > mostShown && (
        <p className={classes.quiet}>and {formatCount(deviations.length - mostShown)} more deviations</p>
      )}
    </Card>
  );
}
