import Link from "next/link";
import type { Words } from "#app/_server/address.ts";
import { address } from "#app/_ui/filter-address.ts";
import type { Review } from "#lib/analytics/review.ts";
import { dayOf } from "#lib/calendar.ts";
import classes from "./review.module.css";

/** The week before, the week after, and any day's week; plain links and a form, so it works before any script. */
export function WeekChoice({ answer, words }: { answer: Review; words: Words }) {
  const { week: _, from: __, ...filter } = words;
  const hrefOf = (week: string) => address("/review", new URLSearchParams({ ...filter, week }));
  const { from, zone } = answer.period;
  return (
    <div className={classes.weeks}>
      <Link href={hrefOf(answer.previousWeek)} prefetch={false}>
        ← Week {answer.previousWeek.slice(-2)}
      </Link>
      <form action="/review" className={classes.weekForm}>
        {Object.entries(filter).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <label>
          Week of{" "}
          <input
            key={answer.week}
            type="date"
            name="from"
            defaultValue={dayOf(from, zone)}
            max={dayOf(answer.computedAt, zone)}
            required
          />
        </label>
        <button type="submit">Show</button>
      </form>
      {answer.nextWeek === null ? (
        <span className={classes.quiet}>This week</span>
      ) : (
        <Link href={hrefOf(answer.nextWeek)} prefetch={false}>
          Week {answer.nextWeek.slice(-2)} →
        </Link>
      )}
    </div>
  );
}
