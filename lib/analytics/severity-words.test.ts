import { expect, test } from "vitest";
import { sev12Known, sev12Short, sev12Words } from "./severity-words.ts";

const counts = (bySeverity: Partial<Record<"1" | "2" | "3" | "unknown", number>>) => {
  const all = { "1": 0, "2": 0, "3": 0, "4": 0, "5": 0, unknown: 0, ...bySeverity };
  const incidents = Object.values(all).reduce((sum, one) => sum + one, 0);
  return { incidents, sev12: all["1"] + all["2"], bySeverity: all };
};

test("where no severity is recorded, none of them is not said to be grave", () => {
  const unknown = counts({ unknown: 20 });
  expect(sev12Known(unknown)).toBeNull();
  expect(sev12Words(unknown)).toBe("none with a recorded severity");
  expect(sev12Short(unknown)).toBe("no severity recorded");
});

test("incidents without a severity are counted beside the grave ones", () => {
  const some = counts({ "1": 3, "2": 4, "3": 10, unknown: 1 });
  expect(sev12Known(some)).toBe(7);
  expect(sev12Words(some)).toBe("7 of them Sev-1 or Sev-2 (1 has no severity)");
  expect(sev12Short(some)).toBe("7 Sev-1/2; 1 without severity");
});

test("with every severity recorded nothing more is said, and none is a count", () => {
  expect(sev12Words(counts({ "3": 5 }))).toBe("none of them Sev-1 or Sev-2");
  expect(sev12Short(counts({ "1": 1, "3": 5 }))).toBe("1 Sev-1/2");
  expect(sev12Known(counts({}))).toBe(0);
});
