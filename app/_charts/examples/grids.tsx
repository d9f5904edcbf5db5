import { HeatMap } from "../pictures/heat-map.tsx";
import { type Example, longName } from "./made.ts";

const weekdays = ["Monday", "Tuesday", "Wednesday"].map((label) => ({ key: label, label }));

const hours = Array.from({ length: 8 }, (_, index) => ({
  key: `${index}`,
  label: `${String(index * 3).padStart(2, "0")}:00`,
  short: `${index * 3}`,
}));

export const grids: Example[] = [
  {
    name: "Table in colours: counts, zeros",
    card: (
      <HeatMap
        title="Rhythm of the week"
        unit="incidents by weekday and hour"
        means="In the zone of the organisation."
        rowNoun="Day"
        columnNoun="Hour"
        valueLabel="Incidents"
        rows={weekdays}
        columns={hours}
        cells={weekdays.flatMap((day, row) =>
          hours.map((hour, column) => ({
            row: day.key,
            column: hour.key,
            value: (row * 5 + column * 3) % 11,
            href: `/incidents?day=${day.key}`,
          })),
        )}
      />
    ),
  },
  {
    name: "Table in colours: two ways, with lines, one declined, half of it blank",
    card: (
      <HeatMap
        title="Measures together"
        unit="rank correlation, from −1 to 1"
        means="Each pair over the incidents that recorded both."
        rowNoun="Measure"
        columnNoun="with"
        valueLabel="rho"
        measure="ratio"
        diverging
        rows={[
          { key: "errors", label: "Errors" },
          { key: "orders", label: longName, short: "Orders" },
        ]}
        columns={[
          { key: "detect", label: "Time to detect", short: "Detect" },
          { key: "errors", label: "Errors" },
        ]}
        cells={[
          { row: "errors", column: "detect", value: -0.42, lines: ["−0.42", "n 310", "q < 0.001"] },
          { row: "orders", column: "detect", value: null, note: "Fewer than ten recorded both" },
          { row: "orders", column: "errors", value: 0.88, lines: ["0.88", "n 120", "q = 0.03"] },
        ]}
      />
    ),
  },
];
