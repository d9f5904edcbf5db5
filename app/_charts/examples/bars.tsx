import { BucketBars } from "../pictures/bucket-bars.tsx";
import { SeverityBars } from "../pictures/severity-bars.tsx";
import { bands, type Example, time, weeks } from "./made.ts";

const lost = [{ key: "orders", label: "Lost orders", colour: "var(--accent)" }];

const orders = (values: readonly (number | null)[]) =>
  weeks(values, (value) => ({ values: { orders: value } }));

export const bars: Example[] = [
  {
    name: "Bars: several parts, interventions, an incomplete week",
    card: (
      <SeverityBars
        {...time}
        title="Incidents by severity"
        unit="incidents per week"
        means="Each in the week in which it began."
        n={27}
        bands={bands}
        buckets={weeks([6, 9, 0, 4], (all) => ({
          bySeverity: { 1: Math.round(all / 4), 3: all - Math.round(all / 4), unknown: all > 8 ? 4 : 0 },
          hrefs: { 1: "/incidents?severity=1" },
        }))}
      />
    ),
  },
  {
    name: "Bars: huge values, one week not recorded, the largest named",
    card: (
      <BucketBars
        {...time}
        title="Lost orders"
        unit="lost orders per week"
        means="The sum of what was recorded."
        heavyTailed
        series={lost}
        buckets={orders([120, null, 6_300_000_000, 45_000, 0])}
      />
    ),
  },
  {
    name: "Bars: one week",
    card: (
      <BucketBars {...time} title="One week" unit="orders" means="One." series={lost} buckets={orders([3])} />
    ),
  },
  {
    name: "Bars: nothing recorded",
    card: (
      <BucketBars
        {...time}
        title="No week"
        unit="orders"
        means="None."
        series={lost}
        buckets={orders([null])}
      />
    ),
  },
];
