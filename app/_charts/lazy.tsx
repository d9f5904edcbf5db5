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
