// @vitest-environment happy-dom
import { beforeEach, describe, expect, test, vi } from "vitest";
import { click, field, mount, named, polled, press, type } from "#app/testing-dom.ts";
import { readAs } from "#app/testing-request.ts";
import type { Question } from "#lib/imports/mapping/schema.ts";
import { getImport } from "#lib/imports/read.ts";
import { receiveImport } from "#lib/imports/run/stage.ts";
import { targets } from "#lib/imports/targets/index.ts";
import { bytesOf } from "#lib/imports/testing.ts";
import type { Scope } from "#lib/scope.ts";
import { onRuntime } from "#lib/testing-runtime.ts";
import { ColumnsForm } from "./columns-form.tsx";
import { QuestionsForm } from "./questions-form.tsx";

vi.mock("next/headers", () => import("#app/testing-request.ts"));
vi.mock("next/cache", () => ({ revalidatePath() {} }));

let scope: Scope;
onRuntime(async (given) => {
  scope = given;
  await readAs(scope, "admin");
});
beforeEach(() => sessionStorage.clear());

const fields = targets.incidents.fields.map(({ name, label, required = false, kind }) => ({
  name,
  label,
  required,
  kind,
}));

async function received(...lines: string[]) {
  const { id } = await receiveImport(scope, {
    said: () => ({ target: "incidents" }),
    fileName: "file.csv",
    bytes: bytesOf(`${lines.join("\n")}\n`),
    mapping: undefined,
  });
  return { id, found: await getImport(scope, { id }) };
}

const clocks = ["Vorfall,Tag,Uhr,Zone,zq", "Down,2024-03-01,10:00,PST,7x", "Slow,2024-07-01,11:30,PDT,"];

async function columnsOf(...lines: string[]) {
  const { id, found } = await received(...lines);
  const mapping = {
    profile: null,
    fields: {
      title: { from: "column" as const, column: "Vorfall" },
      startedAt: { from: "join" as const, columns: ["Tag", "Zone", "Uhr"], separator: " " },
    },
    customFields: [],
  };
  const form = <ColumnsForm found={{ ...found, mapping }} fields={fields} saved={[]} />;
  const { box, again, visited } = await mount(form);
  const order = () => [...box.querySelectorAll("ol li")].map((item) => item.textContent.replace(/\d/g, ""));
  return { id, box, again, form, order, visited };
}

describe("columns that become one field", () => {
  test("are put in order by keys, which says what comes of it, and stay so after a reload and on the server", async () => {
    const { id, box, form, order, visited } = await columnsOf(...clocks);
    expect(order()).toEqual(["Tag", "Zone", "Uhr"]);
    await press(named(box, "button", "Move Uhr up")!, "ArrowUp");
    expect(order()).toEqual(["Tag", "Uhr", "Zone"]);
    expect(box.textContent).toContain("Uhr is number 2 of 3. Reads 2024-03-01 10:00 PST");
    await click(named(box, "button", "Move Tag up"));
    expect(order()).toEqual(["Tag", "Uhr", "Zone"]);
    const reloaded = await mount(form);
    const again = [...reloaded.box.querySelectorAll("ol li")].map((item) => item.textContent);
    expect(again).toEqual(["1Tag", "2Uhr", "3Zone"]);
    await click(named(box, "button", "On to the questions"));
    const stored = async () => (await getImport(scope, { id })).mapping?.fields.startedAt;
    await polled(stored).toEqual({ from: "join", columns: ["Tag", "Uhr", "Zone"], separator: " " });
    await polled(() => visited).toContain(`/import/${id}?step=questions`);
  });

  test("are kept under their own names at one press where nothing else is made of them", async () => {
    const { box } = await columnsOf(...clocks);
    expect(box.textContent).toContain("1 of 5 columns is not stored.");
    await click(named(box, "button", "Keep it"));
    expect(box.textContent).toContain("All 5 columns are used.");
  });
});

test("a server that is away takes nothing of what was chosen, and the page says so", async () => {
  const { box, order } = await columnsOf(...clocks);
  await press(named(box, "button", "Move Uhr up")!, "ArrowUp");
  vi.spyOn(await import("../actions.ts"), "choose").mockRejectedValueOnce(new TypeError("fetch failed"));
  await click(named(box, "button", "On to the questions"));
  await polled(() => box.querySelector("[role=alert]")?.textContent ?? "").toContain(
    "What you chose is still here",
  );
  expect(order()).toEqual(["Tag", "Uhr", "Zone"]);
});

describe("a long table of values", () => {
  const values = Array.from({ length: 60 }, (_, i) => ({ value: `word ${i}`, count: 1, proposed: null }));
  const question: Question = {
    id: "unreadable",
    kind: "unreadable",
    field: null,
    columns: ["Ende"],
    text: "What do these mean?",
    why: "They cannot be read.",
    options: [
      { value: "nothing", label: "Nothing recorded" },
      { value: "refuse", label: "Refuse those rows" },
    ],
    values: [...values, { value: "*", count: 9, proposed: null }],
    proposed: null,
    required: true,
  };

  test("is searched, answered at one press, and kept", async () => {
    const { id, found } = await received("title,started_at", "Down,2024-03-01T10:00Z");
    const inspection = { ...found.inspection!, questions: [question] };
    const form = <QuestionsForm found={{ ...found, inspection }} labels={{}} zones={["UTC"]} ownZone="UTC" />;
    const { box } = await mount(form);
    const on = () => named(box, "button", "On to the preview") as HTMLButtonElement;
    expect(box.querySelectorAll("tbody tr")).toHaveLength(50);
    expect(box.textContent).toContain("61 of 61 open");
    expect(on().disabled).toBe(true);
    await type(box.querySelector("input[aria-label='Find a value']"), "word 59");
    expect([...box.querySelectorAll("tbody th")].map((one) => one.textContent)).toEqual(["word 59"]);
    await click(named(box, "button", "Nothing recorded, for all of them"));
    expect(box.textContent).toContain("0 of 61 open");
    expect(on().disabled).toBe(false);
    const said = async () => (await getImport(scope, { id })).answers.unreadable;
    await polled(async () => Object.keys((await said()) ?? {}).length).toBe(61);
    expect((await said())?.["*"]).toBe("nothing");
  });
});

test("a number that is the same for every row keeps what was typed where it is refused", async () => {
  const { id, found } = await received("title,started_at", "Down,2024-03-01T10:00Z");
  const mapping = {
    ...found.mapping!,
    fields: { ...found.mapping!.fields, lostOrders: { from: "constant" as const, value: "5" } },
  };
  const { box } = await mount(<ColumnsForm found={{ ...found, mapping }} fields={fields} saved={[]} />);
  await type(field(box, "Lost orders"), "12-15");
  expect(box.textContent).toContain("“12-15” is not one number");
  expect((named(box, "button", "On to the questions") as HTMLButtonElement).disabled).toBe(true);
  expect(id).toBe(found.id);
});
