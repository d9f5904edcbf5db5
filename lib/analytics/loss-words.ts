import { formatCount, formatShare, formatShort } from "#lib/format.ts";
import { noneBegan } from "./coverage-words.ts";

/** What a quarter may cost, in words: what needs no model first. */

interface Told {
  recorded: number;
  of: number;
  lostOrders: number | null;
  fewest: { incidents: number; share: number | null };
  quarters: readonly { lostOrders: number }[];
  worst: number | null;
  chanceBeyondWorst: number | null;
  curve: { quantiles: readonly { share: number; lostOrders: number }[]; ifAlike: number | null } | null;
  declined: string | null;
}

export function lossWords(told: Told): string {
  if (told.of === 0) return noneBegan;
  if (told.lostOrders === null) return "Lost orders are not recorded.";
  const sentences = [fewestWords(told), floorWords(told), worstWords(told), curveWords(told)];
  return sentences.filter((sentence) => sentence !== "").join(" ");
}

/** "5 incidents make 93% of the 12 k lost orders that are recorded." */
function fewestWords({ fewest, lostOrders, recorded }: Told): string {
  if (fewest.share === null) return "No orders were lost, by what is recorded.";
  const makes = fewest.incidents === 1 ? "makes" : "make";
  const who =
    fewest.incidents === recorded && recorded > 1
      ? `It takes all ${formatCount(recorded)} incidents that recorded any to make`
      : `${fewest.incidents === 1 ? "One incident" : `${formatCount(fewest.incidents)} incidents`} ${makes}`;
  return `${who} ${formatShare(fewest.share)} of the ${formatShort(lostOrders)} lost orders that are recorded.`;
}

function floorWords({ recorded, of }: Told): string {
  if (recorded === of) return "";
  return `All of this is of what is recorded (${formatShare(recorded / of)} of the incidents), and so a floor.`;
}

/** The chance that needs no model; that nothing was lost in any quarter leaves no worst one. */
function worstWords({ quarters, worst, chanceBeyondWorst }: Told): string {
  if (quarters.length === 0) return "No whole quarter is recorded yet.";
  if (chanceBeyondWorst === null || worst === null || worst === 0) return "";
  const which =
    quarters.length === 1
      ? "the one whole quarter there is"
      : `the worst of ${formatCount(quarters.length)} whole quarters`;
  return `A further quarter is worse than ${which} (${formatShort(worst)}) with a chance of about 1 in ${formatCount(quarters.length + 1)}, if losses go on as they were.`;
}

function curveWords({ curve, declined, quarters }: Told): string {
  if (curve === null) return quarters.length === 0 ? "" : (declined ?? "");
  const ninth = curve.quantiles.find(({ share }) => share === 0.9)!.lostOrders;
  const alike =
    curve.ifAlike === null ? "" : ` If the others lost alike, that would be ${formatShort(curve.ifAlike)}.`;
  return `In about 1 of 6 quarters more than ${formatShort(ninth)} are lost.${alike}`;
}
