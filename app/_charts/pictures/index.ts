export { BehaviourPicture } from "./behaviour.tsx";
export { BucketBarsPicture } from "./bucket-bars.tsx";
export { ShareLinesPicture } from "./share-lines.tsx";
