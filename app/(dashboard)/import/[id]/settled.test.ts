import { expect, test } from "vitest";
import { settledInWords } from "./settled.ts";

const labels = { startedAt: "Impact began", lostOrders: "Lost orders", severity: "Severity" };

test.each([
  [
    { id: "orders.startedAt", field: "startedAt", answer: "dmy", why: "“13/04/2026” can be nothing else." },
    "Impact began, order of day and month: day/month/year. “13/04/2026” can be nothing else.",
  ],
  [
    { id: "zone", field: null, answer: "UTC", why: "The header says so." },
    "Time zone: UTC. The header says so.",
  ],
  [
    { id: "marks.lostOrders", field: "lostOrders", answer: "comma", why: "“1,25” settles it." },
    "Lost orders, decimal mark: a comma. “1,25” settles it.",
  ],
  [
    { id: "reading.rows", field: null, answer: "data.incidents", why: "The 3 rows are its objects." },
    "Rows: data.incidents. The 3 rows are its objects.",
  ],
  [
    { id: "values.severity", field: "severity", answer: {}, why: "1 is the worst." },
    "Severity, meaning. 1 is the worst.",
  ],
])("what the file settled at $id is told as people say it", (settled, words) => {
  expect(settledInWords(settled, labels)).toBe(words);
});
