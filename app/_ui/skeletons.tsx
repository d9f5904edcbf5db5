import { Skeleton } from "@mantine/core";
import { Cards, Tiles } from "./layout.tsx";
import classes from "./skeletons.module.css";

/** Stand-ins with the size of what they stand for, so that nothing moves when it arrives. */
function TileSkeleton() {
  return (
    <div className={classes.tile}>
      <Skeleton width="50%" height={14} />
      <Skeleton width="40%" height={28} mt="xs" />
      <Skeleton width="70%" height={12} mt="xs" />
    </div>
  );
}

function CardSkeleton({ height = 264 }: { height?: number }) {
  return (
    <div className={classes.card}>
      <Skeleton width={180} height={16} />
      <Skeleton width={120} height={12} mt="xs" />
      <Skeleton height={height} mt="md" />
    </div>
  );
}

function HeaderSkeleton() {
  return (
    <div className={classes.header}>
      <Skeleton width={260} height={26} />
      <Skeleton width="min(100%, 40rem)" height={16} mt="sm" />
      <Skeleton width="min(100%, 30rem)" height={16} mt="xs" />
    </div>
  );
}

/** A reading page while its figures are on their way. */
export function PageSkeleton({ tiles = 6, cards = 4 }: { tiles?: number; cards?: number }) {
  return (
    <div className={classes.page} role="status" aria-label="Figures are loading">
      <HeaderSkeleton />
      <Skeleton height={34} />
      <Tiles>
        {Array.from({ length: tiles }, (_, index) => (
          <TileSkeleton key={index} />
        ))}
      </Tiles>
      <Cards>
        {Array.from({ length: cards }, (_, index) => (
          <CardSkeleton key={index} />
        ))}
      </Cards>
    </div>
  );
}

/** A list while its rows are on their way. */
export function ListSkeleton({ rows = 16 }: { rows?: number }) {
  return (
    <div className={classes.page} role="status" aria-label="The list is loading">
      <HeaderSkeleton />
      <Skeleton height={34} />
      <div className={classes.card}>
        {Array.from({ length: rows }, (_, index) => (
          <Skeleton key={index} height={18} mt={index === 0 ? 0 : "lg"} />
        ))}
      </div>
    </div>
  );
}
