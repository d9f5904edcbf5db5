import { Sparkline } from "#app/_ui/sparkline.tsx";
import { DependencyPicture } from "../pictures/dependency-picture.tsx";
import { type Example, longName } from "./made.ts";

/** What is drawn by hand, outside of the frame. */
export const handDrawn: Example[] = [
  {
    name: "The run of a figure: a gap, and a value that stands alone",
    card: <Sparkline label="Incidents, week by week" values={[3, 5, null, 4, null, 9, 8, 12]} />,
  },
  {
    name: "What depends on a system and what it depends on: a long name, no tier",
    card: (
      <DependencyPicture
        name="Checkout"
        dependents={[
          { slug: "web", name: longName, tier: 1 },
          { slug: "app", name: "App", tier: null },
        ]}
        dependencies={[{ slug: "payments", name: "Payments", tier: 1 }]}
      />
    ),
  },
  {
    name: "A system that nothing is recorded of",
    card: <DependencyPicture name="Wiki" dependents={[]} dependencies={[]} />,
  },
];
