export { BehaviourPicture } from "./behaviour.tsx";
export { BucketBarsPicture } from "./bucket-bars.tsx";
export { LorenzPicture } from "./lorenz.tsx";
export { MeasureLinesPicture } from "./measure-lines.tsx";
export { ScatterPicture } from "./scatter.tsx";
export { ShareLinesPicture } from "./share-lines.tsx";
export { SurvivalPicture } from "./survival.tsx";
