export type ChangeTone = "better" | "worse" | "noise" | "neither";

type Change = {
  now: number;
  before: number;
  good: "up" | "down" | "neither";
  /** Null where nothing judged it: then it is not called better or worse. */
  withinNoise: boolean | null;
};

/** Each measure knows which direction is good; what noise can explain is neither. */
export function changeTone({ now, before, good, withinNoise }: Change): ChangeTone {
  if (withinNoise === true) return "noise";
  if (withinNoise === null || good === "neither" || now === before) return "neither";
  return now > before === (good === "up") ? "better" : "worse";
}
