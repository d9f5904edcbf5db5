import { z } from "zod";
import { formatCount } from "#lib/format.ts";
import { Share } from "./shapes.ts";
import { shareOf } from "./tally.ts";

/** Fewer marked changes than this, and a share says nothing. */
const FEWEST_MARKED = 5;

export const SquashLoss = Share.extend({
  declined: z.string().nullable().describe("Why there is no share, in words; null where there is one."),
}).meta({
  title: "Marks lost by squash",
  description:
    "Of the changes with marks of AI before they went out, in commits before a squash or on their pull request (`known`), those in whose commits as they went out none was found (`yes`). It belongs to the repository: some lose nearly all, some none.",
  uncertainty: "Wilson's 95% interval",
  declines: "fewer than 5 such changes",
  source: "Wilson (1927)",
});
type SquashLoss = z.infer<typeof SquashLoss>;

/** Counts them by repository: `see` each change, then ask `of` each code. */
export function lossesIn(marked: readonly { change: number; lost: boolean }[]) {
  const known = new Map(marked.map(({ change, lost }) => [change, lost]));
  const counts = new Map<number, { known: number; yes: number }>();
  return {
    see(change: number, repository: number): void {
      const lost = known.get(change);
      if (lost === undefined) return;
      const own = counts.get(repository) ?? { known: 0, yes: 0 };
      counts.set(repository, { known: own.known + 1, yes: own.yes + (lost ? 1 : 0) });
    },
    of(repository: number): SquashLoss {
      const own = counts.get(repository) ?? { known: 0, yes: 0 };
      const share = shareOf({ ...own, unknown: 0 });
      if (own.known >= FEWEST_MARKED) return { ...share, declined: null };
      const few =
        own.known === 0
          ? "No change is known to have borne a mark before it went out."
          : `Only ${formatCount(own.known)} ${own.known === 1 ? "is" : "are"} known to have borne a mark before.`;
      return { ...share, share: null, low: null, high: null, declined: few };
    },
  };
}
