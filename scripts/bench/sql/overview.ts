import type { Headline } from "#lib/analytics/headline.ts";
import { getOverview } from "#lib/analytics/overview.ts";
import {
  bySeverity,
  type Comparison,
  changeCaused as caused,
  counts,
  durations,
  measured,
  shareOf,
} from "./shapes.ts";

/** The headline of the period and of the one before. The benchmark of the overview compares all the rest. */
export const overview: Comparison = async ({ scope, duck, filter }) => {
  const { current, previous, period, previousPeriod } = await getOverview(scope, filter);
  const headline = async (within: typeof period) => {
    await duck.mean({ filter, period: within });
    const [row] = await duck.ask(`
      select count(*) as incidents, ${bySeverity} as "bySeverity", ${measured("lost_orders")} as "lostOrders",
        ${measured("errors")} as errors, ${shareOf("ai")} as "aiShare", ${caused} as "changeCaused",
        ${durations} from meant`);
    return row;
  };
  return {
    answered: [toldOf(current), previous === null ? null : toldOf(previous)],
    asked: [await headline(period), previousPeriod === null ? null : await headline(previousPeriod)],
  };
};

function toldOf({
  incidents,
  bySeverity: severities,
  lostOrders,
  errors,
  aiShare,
  changeCaused,
  ...rest
}: Headline) {
  const { timeToDetect, timeToMitigate, timeToResolve } = rest;
  return {
    ...{ incidents, bySeverity: severities, lostOrders, errors, aiShare: counts(aiShare) },
    changeCaused: counts(changeCaused),
    ...{ timeToDetect, timeToMitigate, timeToResolve },
  };
}
