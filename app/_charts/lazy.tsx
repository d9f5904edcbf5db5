"use client";

/**
 * Pictures come after the page, in one piece of their own, into a box that already has its height: words and figures
 * can be read before any chart code is there, and nothing moves when it arrives.
 */
import dynamic from "next/dynamic";

export const BucketBarsPicture = dynamic(
  () => import("./pictures/index.ts").then((pictures) => pictures.BucketBarsPicture),
  { ssr: false },
);
export const BehaviourPicture = dynamic(
  () => import("./pictures/index.ts").then((pictures) => pictures.BehaviourPicture),
  { ssr: false },
);
export const ShareLinesPicture = dynamic(
  () => import("./pictures/index.ts").then((pictures) => pictures.ShareLinesPicture),
  { ssr: false },
);
export const MeasureLinesPicture = dynamic(
  () => import("./pictures/index.ts").then((pictures) => pictures.MeasureLinesPicture),
  { ssr: false },
);
export const ScatterPicture = dynamic(
  () => import("./pictures/index.ts").then((pictures) => pictures.ScatterPicture),
  { ssr: false },
);
export const LorenzPicture = dynamic(
  () => import("./pictures/index.ts").then((pictures) => pictures.LorenzPicture),
  { ssr: false },
);
export const SurvivalPicture = dynamic(
  () => import("./pictures/index.ts").then((pictures) => pictures.SurvivalPicture),
  { ssr: false },
);
