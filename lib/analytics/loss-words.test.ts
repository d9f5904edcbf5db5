import { expect, test } from "vitest";
import { lossWords } from "./loss-words.ts";

/** Each sentence on the smallest input that would make another one false. */

const told = (of: Partial<Parameters<typeof lossWords>[0]>) =>
  lossWords({
    recorded: 10,
    of: 10,
    lostOrders: 100,
    fewest: { incidents: 5, share: 0.93 },
    quarters: [{ lostOrders: 40 }, { lostOrders: 60 }],
    worst: 60,
    chanceBeyondWorst: 1 / 3,
    curve: null,
    declined: "There is no curve: fewer than 4 whole quarters.",
    ...of,
  });

test("how few make most of it is said first, and never rounded to a share they do not make", () => {
  expect(told({})).toMatch(/^5 incidents make 93% of the 100 lost orders that are recorded\./);
  expect(told({ fewest: { incidents: 1, share: 0.97 } })).toMatch(/^One incident makes 97%/);
  expect(told({ recorded: 2, of: 2, fewest: { incidents: 2, share: 1 } })).toMatch(
    /^It takes all 2 incidents that recorded any to make 100%/,
  );
});

test("one incident that recorded nothing makes it all a floor", () => {
  expect(told({})).not.toContain("floor");
  expect(told({ of: 11 })).toContain("of what is recorded (91% of the incidents), and so a floor.");
});

test("the chance is one over one more than there are quarters, and is not said where it was declined", () => {
  expect(told({})).toContain("worse than the worst of 2 whole quarters (60) with a chance of about 1 in 3");
  expect(told({ quarters: [{ lostOrders: 60 }] })).toContain("the one whole quarter there is (60)");
  expect(told({ chanceBeyondWorst: null, declined: "There is no curve: why." })).not.toContain(
    "chance of about",
  );
  expect(told({ quarters: [], worst: null, chanceBeyondWorst: null })).toContain(
    "No whole quarter is recorded yet.",
  );
});

test("that none lost any leaves no worst quarter", () => {
  const none = told({ lostOrders: 0, fewest: { incidents: 0, share: null }, worst: 0 });
  expect(none).toContain("No orders were lost, by what is recorded.");
  expect(none).not.toContain("worse than");
});

test("nine in ten are said to hold in about five of six, and a second curve only as an if", () => {
  const curve = { quantiles: [{ share: 0.9, lostOrders: 80 }], ifAlike: null };
  expect(told({ curve, declined: null })).toMatch(/In about 1 of 6 quarters more than 80 are lost\.$/);
  expect(told({ of: 20, curve: { ...curve, ifAlike: 160 }, declined: null })).toMatch(
    /If the others lost alike, that would be 160\.$/,
  );
});

test("what is not recorded has no sum", () => {
  expect(told({ lostOrders: null })).toBe("Lost orders are not recorded.");
});
