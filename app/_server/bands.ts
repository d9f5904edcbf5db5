import { shiftDay } from "#app/_ui/filter-address.ts";
import { dayStart } from "#lib/calendar.ts";
import { listInterventions } from "#lib/interventions/read.ts";
import type { Period } from "#lib/period.ts";
import { ask } from "./ask.ts";

interface Band {
  name: string;
  from: Date;
  to: Date | null;
}

/** Interventions in force in a period, for the time axes: what else was going on. */
export async function bandsIn(period: Period): Promise<Band[]> {
  const { items } = await ask(listInterventions, {});
  return items
    .map(({ name, startsOn, endsOn }) => ({
      name,
      from: dayStart(startsOn, period.zone),
      to: endsOn === null ? null : dayStart(shiftDay(endsOn, 1), period.zone),
    }))
    .filter(({ from, to }) => from < period.to && (to === null || to > period.from));
}
