import classes from "./dependency-picture.module.css";

export type Neighbour = { slug: string; name: string; tier: number | null };

const width = 860;
const box = { width: 236, height: 30, apart: 8 };
const mostShown = 12;

/** Who needs the system on the left, what it needs on the right; both columns begin with Tier 1. */
export function DependencyPicture(of: { name: string; dependents: Neighbour[]; dependencies: Neighbour[] }) {
  const { name, dependents, dependencies } = of;
  const rows = Math.max(shownOf(dependents), shownOf(dependencies), 1);
  const height = 28 + rows * (box.height + box.apart);
  const middle = 28 + (height - 28 - box.apart) / 2;
  const centre = { x: (width - box.width) / 2, y: middle - box.height / 2 };
  return (
    <svg viewBox={`0 0 ${width} ${height}`} className={classes.picture}>
      <title>{`What depends on ${name}, and what it depends on`}</title>
      <text x={0} y={14} className={classes.caption}>
        {dependents.length === 0
          ? "Nothing is recorded to depend on it"
          : `Depend on it: ${dependents.length}`}
      </text>
      <text x={width} y={14} textAnchor="end" className={classes.caption}>
        {dependencies.length === 0
          ? "Nothing is recorded that it depends on"
          : `It depends on: ${dependencies.length}`}
      </text>
      <Column
        items={dependents}
        x={0}
        height={height}
        wireFrom={box.width}
        wireTo={{ x: centre.x, y: middle }}
      />
      <Column
        items={dependencies}
        x={width - box.width}
        height={height}
        wireFrom={width - box.width}
        wireTo={{ x: centre.x + box.width, y: middle }}
      />
      <rect {...centre} width={box.width} height={box.height} rx={6} className={classes.self} />
      <text x={width / 2} y={middle + 4} textAnchor="middle" className={classes.name}>
        {shortened(name)}
      </text>
    </svg>
  );
}

function shownOf(items: Neighbour[]): number {
  return items.length > mostShown ? mostShown + 1 : items.length;
}

function Column(of: {
  items: Neighbour[];
  x: number;
  height: number;
  wireFrom: number;
  wireTo: { x: number; y: number };
}) {
  const { items, x, height, wireFrom, wireTo } = of;
  const count = shownOf(items);
  const top = 28 + (height - 28 - box.apart - (count * (box.height + box.apart) - box.apart)) / 2;
  return Array.from({ length: count }, (_, i) => {
    const item = i < mostShown ? items[i] : undefined;
    const y = top + i * (box.height + box.apart);
    const bend = (wireFrom + wireTo.x) / 2;
    const centre = y + box.height / 2;
    return (
      <g key={item?.slug ?? "more"}>
        <path
          d={`M${wireFrom},${centre} C${bend},${centre} ${bend},${wireTo.y} ${wireTo.x},${wireTo.y}`}
          className={classes.wire}
        />
        {item === undefined ? (
          <text x={x + box.width / 2} y={centre + 4} textAnchor="middle" className={classes.caption}>
            and {items.length - mostShown} more
          </text>
        ) : (
          <a href={`/systems/${encodeURIComponent(item.slug)}`}>
            <rect x={x} y={y} width={box.width} height={box.height} rx={6} className={classes.box} />
            <text x={x + 10} y={centre + 4} className={classes.name}>
              {shortened(item.name)}
            </text>
            <text x={x + box.width - 8} y={centre + 4} textAnchor="end" className={classes.caption}>
              {item.tier === null ? "" : `T${item.tier}`}
            </text>
          </a>
        )}
      </g>
    );
  });
}

function shortened(name: string): string {
  return name.length <= 30 ? name : `${name.slice(0, 29)}…`;
}
