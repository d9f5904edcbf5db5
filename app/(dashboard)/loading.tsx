import { PageSkeleton } from "#app/_ui/skeletons.tsx";

export default function Loading() {
  return <PageSkeleton />;
}
