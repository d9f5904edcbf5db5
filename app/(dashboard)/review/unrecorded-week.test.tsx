// @vitest-environment happy-dom
import { expect, test, vi } from "vitest";
import { mount } from "#app/testing-dom.ts";
import { getReview } from "#lib/analytics/review.ts";
import { declareIncidents } from "#lib/incidents/write.ts";
import { testScope } from "#lib/testing.ts";
import { ReviewTiles } from "./review-tiles.tsx";

vi.mock("next/headers", () => import("#app/testing-request.ts"));

test("a week that nobody recorded is shown without counts, and a quiet one with none", async () => {
  const scope = await testScope({ now: "2026-06-15T12:00:00Z" });
  const at = (day: string) => ({ title: "Slow", severity: 3, startedAt: `${day}T10:00:00Z` });
  await declareIncidents(scope, { items: [at("2026-03-02"), at("2026-03-18")] });
  const tiles = async (week: string) => {
    const { box } = await mount(<ReviewTiles answer={await getReview(scope, { week })} words={{}} />);
    return ["Incidents", "Sev-1/2"].map(
      (label) => box.querySelector(`[aria-label="${label}"] p`)?.textContent,
    );
  };
  expect(await tiles("2026-W10")).toEqual(["1", "0"]);
  expect(await tiles("2026-W11")).toEqual(["0", "0"]);
  expect(await tiles("2026-W14")).toEqual(["no data", "no data"]);
  const { charts } = await getReview(scope, { week: "2026-W14" });
  for (const { weeks } of charts)
    expect(weeks.map(({ recorded }) => recorded)).toEqual([true, true, true, false, false]);
});
