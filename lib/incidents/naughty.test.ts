import { expect, test } from "vitest";
import { openAction } from "#lib/actions/write.ts";
import { listActions } from "#lib/analytics/actions.ts";
import { listIncidents } from "#lib/analytics/incidents.ts";
import { oneName } from "#lib/names.ts";
import { fromMarkdown, toMarkdown } from "#lib/postmortems/markdown.ts";
import { getPostmortem } from "#lib/postmortems/read.ts";
import { savePostmortem } from "#lib/postmortems/write.ts";
import { testScope } from "#lib/testing.ts";
import { listTimeline } from "#lib/timeline/read.ts";
import { addTimelineEntry } from "#lib/timeline/write.ts";
import { incidentHistory } from "./history.ts";
import { getIncident } from "./read.ts";
import { declareIncident } from "./write.ts";

const naughty = [
  "'; DROP TABLE incidents; --",
  "<script>alert('x')</script>",
  "{{7*7}} #{7*7} <%= 7*7 %>",
  "../../etc/passwd%00",
  '=HYPERLINK("http://evil.example")',
  "null",
  "undefined",
  "-1e999",
  "Ｔｅｓｔ ｆｕｌｌｗｉｄｔｈ",
  "\u202eright to left\u202c \u200b zero width \ufeff",
  "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L̠ͨͧͩ͘G̴̻͈͍͔̹̑͗̎̅͛́Ǫ̵̹̻̝̳͂̌̌͘!͖̬̰̙̗̿̋ͥͥ̂ͣ̐́́͜͞",
  "👩‍👩‍👧‍👦 🏳️‍🌈 \u{1f9d1}\u{1f3ff}",
  "ثم نفس سقطت وبالتحديد",
  "電話で「障害」と言った",
  "İı ẞß ŉ ǰ ΐ",
  "__proto__",
  "constructor",
  "\\u0000 \\x00 %s %d %n",
  "\"quoted\" 'single' `tick`",
  "a\tb",
];

test("what people write is kept as it was written, names in their one form, is found again, and comes back from lists and history", async () => {
  const scope = await testScope();
  for (const [i, text] of naughty.entries()) {
    const key = String(i + 1);
    await declareIncident(scope, {
      body: { title: text, summary: text, startedAt: "2026-05-01T10:00:00Z", regions: [text] },
    });
    await savePostmortem(scope, { key, draft: { summary: text, fiveWhys: [text], owner: text } });
    await addTimelineEntry(scope, { key, body: { at: "2026-05-01T10:00:00Z", text } });
    await openAction(scope, { key, body: { title: text, owner: text } });
    expect(await getIncident(scope, { key })).toMatchObject({ title: text, summary: text });
    expect(await getPostmortem(scope, { key })).toMatchObject({
      summary: text,
      fiveWhys: [text],
      owner: oneName(text),
    });
    expect((await listTimeline(scope, { key })).items[0]?.text).toBe(text);
    expect((await listActions(scope, { owner: text, limit: 500 })).items.map(({ title }) => title)).toContain(
      text,
    );
    const { items } = await incidentHistory(scope, { key });
    expect(items.at(-1)?.changes.find(({ field }) => field === "Title")?.after).toBe(text);
  }
  const { items } = await listIncidents(scope, { limit: 500, sort: "number" });
  expect(items.map(({ title }) => title)).toEqual(naughty);
  for (const [i, text] of naughty.entries()) {
    const found = await listIncidents(scope, { q: text.slice(0, 200), limit: 500 });
    expect(
      found.items.map(({ number }) => number),
      text,
    ).toContain(i + 1);
  }
});

test("it leaves and enters as Markdown without change", async () => {
  const scope = await testScope();
  const { incident } = await declareIncident(scope, {
    body: { title: "x", startedAt: "2026-05-01T10:00:00Z" },
  });
  let version = 0;
  for (const text of naughty) {
    const postmortem = await savePostmortem(scope, { key: "1", draft: { version, lessons: text } });
    version = postmortem.version;
    const written = toMarkdown({ incident, postmortem, timeline: [], actions: [], zone: "UTC" });
    expect(fromMarkdown(written).lessons).toBe(text.trim());
  }
});

test("half a character and NUL are refused in words, not stored as something else", async () => {
  const scope = await testScope();
  for (const title of ["\ud800", "a\0b"])
    await expect(
      declareIncident(scope, { body: { title, startedAt: "2026-05-01T10:00:00Z" } }),
    ).rejects.toMatchObject({ code: "invalid" });
});
