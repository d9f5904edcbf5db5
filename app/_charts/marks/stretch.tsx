/** Parts of an axis and lines across the plot: what surrounds the values. */
import type { Mark } from "../picture.ts";
import { haloText } from "./axis.tsx";
import { laneHeight, type PlacedBand } from "./bands.ts";
import { useCutFill, useFill } from "./hatch.tsx";
import type { Box } from "./layout.ts";
import type { PlaneLayout } from "./plane-layout.ts";

type Of<Name extends Mark["mark"]> = { mark: Extract<Mark, { mark: Name }>; layout: PlaneLayout };

/** Interventions: a shaded stretch of time, its name above the plot. */
export function Bands({ bands, plot }: { bands: readonly PlacedBand[]; plot: Box }) {
  const bottom = plot.y + plot.height;
  return (
    <g pointerEvents="none">
      {bands.map(({ name, x, width, lane }) => (
        <g key={`${name}-${x}`}>
          <rect
            x={plot.x + x}
            y={plot.y}
            width={width}
            height={plot.height}
            fill="var(--band)"
            fillOpacity={0.09}
          />
          <path
            d={`M${plot.x + x} ${plot.y - ((lane ?? -1) + 1) * laneHeight + 3}V${bottom}`}
            stroke="var(--band)"
            strokeOpacity={0.55}
            strokeDasharray="2 2"
          />
        </g>
      ))}
      {bands.map(({ name, x, textX, lane }) =>
        lane === null ? null : (
          <text
            key={`${name}-${x}`}
            x={plot.x + textX}
            y={plot.y - (lane + 1) * laneHeight + 12}
            {...haloText}
            fill="var(--accent)"
          >
            {name}
          </text>
        ),
      )}
    </g>
  );
}

const floorHeight = 6;

export function Stretch({ mark: { is, x: ends }, layout: { plot, x } }: Of<"stretch">) {
  const fill = useFill();
  const cut = useCutFill();
  const [from, to] = [x(ends[0]), x(ends[1])];
  if (is === "cut")
    return (
      <rect x={from} y={plot.y} width={to - from} height={plot.height} fill={cut} pointerEvents="none" />
    );
  if (is === "outside") return <Outside plot={plot} from={from} to={to} fill={fill("var(--unknown)")} />;
  const width = Math.min(48, (to - from) * 0.68);
  return (
    <rect
      x={(from + to - width) / 2}
      y={plot.y + plot.height - floorHeight}
      width={width}
      height={floorHeight}
      fill={fill("var(--unknown)")}
      pointerEvents="none"
    />
  );
}

/** Room that its name needs. */
const namedFrom = 90;

function Outside({ plot, from, to, fill }: { plot: Box; from: number; to: number; fill: string }) {
  return (
    <g pointerEvents="none">
      <rect x={from} y={plot.y} width={to - from} height={plot.height} fill={fill} fillOpacity={0.35} />
      {to - from >= namedFrom && (
        <text
          x={(from + to) / 2}
          y={plot.y + plot.height / 2}
          textAnchor="middle"
          {...haloText}
          fill="var(--ink-3)"
        >
          not recorded
        </text>
      )}
    </g>
  );
}

/** From one place to another in pixels; without any over the whole plot. */
function endsIn(ends: readonly [number, number] | undefined, { plot, x }: PlaneLayout): [number, number] {
  return ends === undefined ? [plot.x, plot.x + plot.width] : [x(ends[0]), x(ends[1])];
}

export function Range({ mark, layout }: Of<"range">) {
  const [bottom, top] = [layout.y(mark.y[0]), layout.y(mark.y[1])];
  const [from, to] = endsIn(mark.x, layout);
  // What is shaded below it stays to be seen.
  return (
    <rect
      x={from}
      y={top}
      width={to - from}
      height={Math.max(0, bottom - top)}
      fill={mark.colour}
      fillOpacity={0.07}
    />
  );
}

export function Rule({ mark, layout }: Of<"rule">) {
  const [from, to] = endsIn(mark.x, layout);
  return (
    <path
      d={`M${from} ${layout.y(mark.y[0])}L${to} ${layout.y(mark.y[1])}`}
      stroke={mark.colour}
      strokeWidth={mark.width}
      strokeDasharray={mark.dashed ? "4 3" : undefined}
    />
  );
}
