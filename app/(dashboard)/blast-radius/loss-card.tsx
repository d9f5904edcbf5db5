import { LossCurve } from "#app/_charts/pictures/loss-curve.tsx";
import type { Words } from "#app/_server/address.ts";
import { address } from "#app/_ui/filter-address.ts";
import { getLossCurve, type LossCurveAnswer } from "#lib/analytics/loss-curve.ts";
import { meaningOf } from "#lib/analytics/meaning.ts";
import { formatCount } from "#lib/format.ts";

/** What a further quarter may cost, over all that is recorded: a period of ninety days holds none to learn from. */
export function LossCard({ answer, words }: { answer: LossCurveAnswer; words: Words }) {
  const { recorded, of, curve, worst, quarters, declined, text, fewest } = answer;
  const most = { recorded: "lostOrders", sort: "-lostOrders" };
  return (
    <LossCurve
      title="What a quarter may cost"
      unit="the chance to lose more than so many orders in 91 days, over all that is recorded; dashed: the worst so far"
      means={meaningOf(getLossCurve, "chanceBeyondWorst", "curve", "fewest")}
      note={text}
      n={recorded}
      noun={`of ${formatCount(of)} incidents recorded it`}
      href={address("/incidents", new URLSearchParams({ ...words, ...most, period: "all" }))}
      hrefLabel={fewest.incidents === 0 ? "Open those recorded" : "Open them, the worst first"}
      points={curve?.points ?? []}
      worst={worst}
      quarters={quarters.map(({ lostOrders }) => ({ lostOrders }))}
      declined={declined}
    />
  );
}
