import fc from "fast-check";
import { expect, test } from "vitest";
import { asyncProperty, runs } from "#db/testing.ts";
import { openAction, updateAction } from "#lib/actions/write.ts";
import { changesByNumber } from "#lib/changes/read.ts";
import { auditChange } from "#lib/changes/write.ts";
import { incidentsByNumber } from "#lib/incidents/read.ts";
import type { Incident } from "#lib/incidents/schema.ts";
import { declareIncident } from "#lib/incidents/write.ts";
import { publishPostmortem, savePostmortem } from "#lib/postmortems/write.ts";
import { updateSettings } from "#lib/settings/write.ts";
import { testScope } from "#lib/testing.ts";
import { addTimelineEntry } from "#lib/timeline/write.ts";
import { aFilter, isMatching } from "./oracle.ts";
import { aLinkedCompany, mostChanges, storeLinkedCompany } from "./oracle-links.ts";
import { getReview } from "./review.ts";
import { reviewMarkdown } from "./review-markdown.ts";
import { isPostmortemOverdue, postmortemWords } from "./review-words.ts";

const now = "2026-06-15T12:00:00Z";
const day = (offset: number) =>
  new Date(Date.parse("2026-01-01T00:00:00Z") + offset * 86_400_000).toISOString().slice(0, 10);

const anAction = fc.record({
  incident: fc.nat(29),
  due: fc.option(fc.nat(165), { nil: null }),
  closed: fc.option(fc.nat(160), { nil: null }),
});
const anAudit = fc.record({
  change: fc.nat(mostChanges - 1),
  outcome: fc.constantFrom("in-order", "deviation"),
});

const wordsOfReview = aFilter.map(({ from: _, to: __, bucket: ___, ...filter }) => filter);

/** The calendar day in a zone, by the platform's own calendar. */
function localDay(at: Date, timeZone: string): string {
  return new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short" }).format(at);
}

/** Monday of the ISO week, counted by hand: 4 January always lies in week 1. */
function mondayOf(week: number): string {
  const fourth = new Date("2026-01-04T00:00:00Z");
  const first = fourth.getTime() - ((fourth.getUTCDay() + 6) % 7) * 86_400_000;
  return new Date(first + (week - 1) * 7 * 86_400_000).toISOString().slice(0, 10);
}

function later(of: string, days: number): string {
  return new Date(Date.parse(`${of}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

test("equals a plain loop over the records, for random weeks and filters", { timeout: 180_000 }, async () => {
  await fc.assert(
    asyncProperty(
      aLinkedCompany(30, 60),
      fc.array(anAction, { maxLength: 12 }),
      fc.uniqueArray(anAudit, { selector: ({ change }) => change, maxLength: 8 }),
      fc.array(fc.record({ week: fc.integer({ min: 1, max: 23 }), filter: wordsOfReview }), {
        minLength: 5,
        maxLength: 5,
      }),
      async (company, actions, audits, asked) => {
        const scope = await testScope({ now });
        await storeLinkedCompany(scope, company);
        for (const [i, { incident, due, closed }] of actions.entries()) {
          const action = await openAction(scope, {
            key: String(incident + 1),
            body: { title: `Action ${i}`, dueOn: due === null ? null : day(due) },
          });
          if (closed === null) continue;
          const patch = { version: 1, state: "done", closedAt: `${day(closed)}T12:00:00Z` };
          await updateAction(scope, { id: action.id, patch });
        }
        for (const { change, outcome } of audits)
          await auditChange(scope, { key: String(change + 1), body: { outcome } });
        const all = await incidentsByNumber(scope, { numbers: company.incidents.map((_, i) => i + 1) });
        const changes = await changesByNumber(scope, { numbers: company.changes.map((_, i) => i + 1) });
        for (const { week, filter } of asked) {
          const review = await getReview(scope, {
            ...filter,
            week: `2026-W${String(week).padStart(2, "0")}`,
          });
          const { zone } = review.period;
          const monday = mondayOf(week);
          const nextMonday = later(monday, 7);
          expect(localDay(review.period.from, zone)).toBe(monday);
          const ever = { from: new Date(0), to: new Date(1e14), zone };
          const meantEver = all.filter((one) => isMatching(one, filter, ever));
          const inWeek = (one: Incident) => {
            const began = localDay(one.startedAt, zone);
            return began >= monday && began < nextMonday;
          };
          const meant = meantEver.filter(inWeek);
          expect(review.incidents).toBe(meant.length);
          expect(review.current.incidents).toBe(meant.length);

          const severe = meant.filter(({ severity }) => severity === 1 || severity === 2);
          expect(review.severe.map(({ number }) => number)).toEqual(
            severe
              .toSorted((a, b) => a.severity! - b.severity! || a.startedAt.getTime() - b.startedAt.getTime())
              .map(({ number }) => number),
          );
          for (const told of review.severe) {
            const culprits = all[told.number - 1]!.changes.filter(({ link }) => link === "culprit");
            expect(told.culprits.map(({ number }) => number)).toEqual(culprits.map(({ number }) => number));
            for (const culprit of told.culprits) {
              const judged = changes[culprit.number - 1]!.guardrails.rules;
              const inState = (state: string) =>
                judged.filter((rule) => rule.state === state).map(({ rule }) => rule);
              expect(culprit).toMatchObject({ unmet: inState("unmet"), unknown: inState("unknown") });
            }
          }
          const high = meant.filter((one) => one.highBlast && !severe.includes(one));
          expect(new Set(review.highBlast.map(({ number }) => number))).toEqual(
            new Set(high.map(({ number }) => number)),
          );
          expect(review.highBlastCount).toBe(high.length);

          for (const { measure, weeks } of review.charts) {
            const counted =
              measure === "incidents" ? meantEver : meantEver.filter(({ severity }) => (severity ?? 9) <= 2);
            for (const { start, value } of weeks) {
              const first = localDay(start, zone);
              const own = counted.filter((one) => {
                const began = localDay(one.startedAt, zone);
                return began >= first && began < later(first, 7);
              });
              expect(value).toBe(own.length);
            }
            expect(localDay(weeks.at(-1)!.start, zone)).toBe(monday);
          }
          if (review.before !== null) {
            const compared = meantEver.filter((one) => {
              const began = localDay(one.startedAt, zone);
              return began >= later(monday, -7 * review.comparedWeeks) && began < monday;
            });
            expect(review.before.incidents).toBe(compared.length);
          }

          const started = new Set(
            meantEver.filter((one) => localDay(one.startedAt, zone) < nextMonday).map(({ number }) => number),
          );
          const open = actions.flatMap((action, i) => {
            const wasOpen =
              action.closed === null || new Date(`${day(action.closed)}T12:00:00Z`) >= review.period.to;
            const told = action.due !== null && wasOpen && started.has(action.incident + 1);
            return told ? [{ title: `Action ${i}`, due: day(action.due!) }] : [];
          });
          const titles = (list: { title: string }[]) => list.map(({ title }) => title).sort();
          expect(titles(review.actions.overdue)).toEqual(titles(open.filter(({ due }) => due < nextMonday)));
          expect(titles(review.actions.due)).toEqual(
            titles(open.filter(({ due }) => due >= nextMonday && due < later(nextMonday, 7))),
          );
        }
      },
    ),
    { numRuns: runs(25) },
  );
});

test("without a week, the last one that is over is reviewed, in the organisation's zone", async () => {
  const scope = await testScope({ now: "2026-06-14T22:30:00Z" });
  expect(await getReview(scope, {})).toMatchObject({
    week: "2026-W23",
    nextWeek: "2026-W24",
    complete: true,
  });
  await updateSettings(scope, { version: 0, zone: "Europe/Berlin" });
  // It is Monday there by now, so the week before has just ended.
  expect(await getReview(scope, {})).toMatchObject({ week: "2026-W24", nextWeek: "2026-W25" });
  expect(await getReview(scope, { week: "2026-W25" })).toMatchObject({ nextWeek: null, complete: false });
});

test("a day stands for its week, and a week that is none or has not begun is refused by name", async () => {
  const scope = await testScope({ now });
  expect((await getReview(scope, { from: "2026-03-05" })).week).toBe("2026-W10");
  for (const [words, path] of [
    [{ week: "2026-W60" }, "week"],
    [{ week: "last" }, "week"],
    [{ week: "2026-W40" }, "week"],
    [{ from: "2026-12-24" }, "from"],
    [{ week: "2026-W10", from: "2026-03-05" }, "from"],
    [{ to: "2026-03-05" }, "to"],
  ] as const)
    await expect(getReview(scope, words)).rejects.toMatchObject({ code: "invalid", errors: [{ path }] });
});

test("weeks before anything was recorded are not weeks without incidents", async () => {
  const scope = await testScope({ now });
  const body = { title: "Cart is down", severity: 1 };
  await declareIncident(scope, { body: { ...body, startedAt: "2026-05-25T00:30:00Z" } });
  await declareIncident(scope, { body: { ...body, startedAt: "2026-06-10T10:00:00Z" } });
  const review = await getReview(scope, { week: "2026-W24" });
  expect(review).toMatchObject({ comparedWeeks: 2, before: { incidents: 1 } });
  expect(review.charts[0]!.weeks.map(({ value }) => value)).toEqual([1, 0, 1]);
  expect(await getReview(scope, { week: "2026-W22" })).toMatchObject({ comparedWeeks: 0, before: null });
});

test("tells how far each post-mortem is, and whether it is late", async () => {
  const scope = await testScope({ now });
  const at = (time: string) => `2026-06-0${time}:00Z`;
  for (const [i, resolvedAt] of [at("1T11:00"), at("1T11:00"), null].entries())
    await declareIncident(scope, {
      body: {
        title: `Outage ${i}`,
        severity: 1,
        startedAt: at(`1T10:0${i}`),
        resolvedAt,
        aiInvolvement: "none",
      },
    });
  await savePostmortem(scope, { key: "1", draft: { summary: "Down.", rootCause: "A full disk." } });
  await addTimelineEntry(scope, { key: "1", body: { at: at("1T10:02"), text: "Paged", kind: "detection" } });
  await openAction(scope, { key: "1", body: { title: "Watch the disk" } });
  await publishPostmortem(scope, { key: "1" });
  const { severe } = await getReview(scope, { week: "2026-W23" });
  expect(severe.map(({ postmortem }) => [postmortem.state, postmortem.standing])).toEqual([
    ["published", "late"],
    [null, "overdue"],
    [null, "due"],
  ]);
  expect(severe[0]!.actions).toEqual({ open: 1, done: 0, dropped: 0, overdue: 0 });
});

test("no post-mortem is late of which follow-through asks none", async () => {
  const scope = await testScope({ now });
  const times = { startedAt: "2026-06-01T10:00:00Z", resolvedAt: "2026-06-01T11:00:00Z" };
  const body = { title: "Prices missing", severity: 3, lostOrders: 500_000, ...times };
  await declareIncident(scope, { body });
  await declareIncident(scope, { body: { ...body, severity: 2 } });
  const { severe, highBlast } = await getReview(scope, { week: "2026-W23" });
  expect([...severe, ...highBlast].map(isPostmortemOverdue)).toEqual([true, false]);
  expect(postmortemWords(highBlast[0]!, "UTC")).toBe("None begun; asked of Sev-1 and Sev-2");
});

test("what people wrote stays text in the Markdown", async () => {
  const scope = await testScope({ now });
  const title = "# [click](http://evil) | <script> *down* `x`";
  await declareIncident(scope, { body: { title, severity: 1, startedAt: "2026-06-10T10:00:00Z" } });
  const review = await getReview(scope, {});
  const markdown = reviewMarkdown(review, { organisation: "A | B", baseUrl: "http://127.0.0.1:3000" });
  expect(markdown).toContain(
    "### [INC-1](http://127.0.0.1:3000/incidents/1) \\# \\[click\\](http://evil) \\|",
  );
  expect(markdown).toContain("\\<script\\> \\*down\\* \\`x\\`");
  expect(markdown).toContain("# Weekly review 2026-W24: A \\| B");
  expect(markdown).not.toContain("## Notes");
  const notes = "- **Freeze** Tier 1\n";
  expect(reviewMarkdown(review, { organisation: "A", baseUrl: "http://x", notes })).toMatch(
    /\n\n## Notes\n\n- \*\*Freeze\*\* Tier 1\n$/,
  );
});
