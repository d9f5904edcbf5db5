import type { RowMark } from "../picture.ts";
import type { Scale } from "../scale.ts";

type IntervalProps = { mark: Extract<RowMark, { mark: "interval" }>; x: Scale; y: number };

/** An estimate with what it may be: whether two differ is seen by whether they overlap. */
export function Interval({ mark, x, y }: IntervalProps) {
  const { low, at, high, colour, shape, inner, whiskers } = mark;
  const [from, to, middle] = [x(low), x(high), x(at)];
  return (
    <g>
      <path d={`M${from} ${y}H${to}`} stroke={colour} strokeWidth={inner ? 1.5 : 2} />
      {inner && (
        <path
          d={`M${x(inner[0])} ${y}H${x(inner[1])}`}
          stroke={colour}
          strokeWidth={5}
          strokeOpacity={0.45}
        />
      )}
      {whiskers === "both" && <End x={x} value={low} y={y} colour={colour} />}
      <End x={x} value={high} y={y} colour={colour} />
      {shape === "circle" ? (
        <circle cx={middle} cy={y} r={4.5} fill={colour} stroke="var(--card)" strokeWidth={1} />
      ) : (
        <rect
          x={middle - 4}
          y={y - 4}
          width={8}
          height={8}
          fill={shape === "hollow" ? "var(--card)" : colour}
          stroke={colour}
          strokeWidth={1.5}
        />
      )}
    </g>
  );
}

/** A whisker, or an arrow where the axis ends before the value. */
function End({ x, value, y, colour }: { x: Scale; value: number; y: number; colour: string }) {
  const at = x(value);
  const [first = value, last = value] = x.domain();
  if (value < first) return <path d={`M${at} ${y}l7 -4v8z`} fill={colour} />;
  if (value > last) return <path d={`M${at} ${y}l-7 -4v8z`} fill={colour} />;
  return <path d={`M${at} ${y - 4}v8`} stroke={colour} strokeWidth={1.5} />;
}
