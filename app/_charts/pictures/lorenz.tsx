"use client";

import { formatQuantity, formatShare } from "#lib/format.ts";
import { type Hover, HoverBox } from "../hover.tsx";
import type { LorenzCurveProps, LorenzPoint } from "../lorenz-curve.tsx";
import { linePath } from "../path.ts";
import { useOpen } from "../patterns.tsx";
import { type Plot, plotIn } from "../plot.ts";
import { linearScale } from "../scale.ts";
import { Sized } from "../sized.tsx";
import { AcrossAxis, ValueAxis } from "./axes.tsx";
import { Strips } from "./strips.tsx";

export type LorenzPictureProps = Pick<LorenzCurveProps, "points" | "gini" | "worst" | "measure">;

const quarters = [0, 0.25, 0.5, 0.75, 1].map((at) => ({ at, label: formatShare(at) }));

export function LorenzPicture(props: LorenzPictureProps) {
  return (
    <HoverBox>{(hover) => <Sized>{(size) => <Curve {...props} {...size} hover={hover} />}</Sized>}</HoverBox>
  );
}

/** The share at a point of the population, straight between the points given. */
export function shareAt(points: LorenzPoint[], population: number): number {
  const after = points.findIndex((point) => point.population >= population);
  const [from, to] = [points[after - 1], points[after]];
  if (!to) return 1;
  if (!from) return to.share;
  const part = (population - from.population) / (to.population - from.population || 1);
  return from.share + part * (to.share - from.share);
}

function Curve(props: LorenzPictureProps & { width: number; height: number; hover: Hover }) {
  const { points, measure, width, height, hover } = props;
  const plot = plotIn({ width, height, labels: quarters.map(({ label }) => label), right: 20, bottom: 42 });
  const bottom = plot.y + plot.height;
  const x = linearScale({ from: 0, to: 1, start: plot.x, end: plot.x + plot.width });
  const y = linearScale({ from: 0, to: 1, start: bottom, end: plot.y });
  const curve = linePath(points.map(({ population, share }) => ({ x: x(population), y: y(share) })));
  return (
    <svg width={width} height={height} role="presentation">
      <ValueAxis plot={plot} ticks={quarters} scale={y} />
      <AcrossAxis plot={plot} ticks={quarters} scale={x} lines name="incidents, smallest first" />
      <path d={`M${x(0)} ${y(0)}L${x(1)} ${y(1)}`} stroke="var(--line-strong)" strokeDasharray="4 3" />
      <path d={`${curve}V${bottom}H${x(0)}Z`} fill="var(--accent)" fillOpacity={0.1} />
      <path d={curve} fill="none" stroke="var(--accent)" strokeWidth={2} />
      <Strips
        plot={plot}
        hover={hover}
        tipAt={(fraction) => ({
          title: `Smallest ${formatShare(fraction)} of incidents`,
          rows: [
            { label: `Share of ${measure}`, value: formatShare(shareAt(points, fraction)), strong: true },
          ],
        })}
      />
      <Notes {...props} plot={plot} />
    </svg>
  );
}

/** Said in the empty half above the diagonal, where the curve cannot be. */
function Notes({ gini, worst, measure, plot }: LorenzPictureProps & { plot: Plot }) {
  const open = useOpen();
  const lines = [
    { text: `Gini ${formatQuantity(gini)}`, strong: true, href: undefined },
    ...worst.map(({ fraction, share, href }) => ({
      text: `worst ${formatShare(fraction)}: ${formatShare(share)} of ${measure}`,
      strong: false,
      href,
    })),
  ];
  return lines.map(({ text, strong, href }, index) => (
    // biome-ignore lint/a11y/noStaticElementInteractions: the table beside the picture has the same links
    <text
      key={text}
      x={plot.x + 12}
      y={plot.y + 20 + index * 18}
      fontSize={12}
      fontWeight={strong ? 600 : 400}
      fill={href === undefined ? "var(--ink)" : "var(--accent)"}
      stroke="var(--card)"
      strokeWidth={3}
      paintOrder="stroke"
      cursor={href === undefined ? "default" : "pointer"}
      onClick={() => open(href)}
    >
      {text}
    </text>
  ));
}
