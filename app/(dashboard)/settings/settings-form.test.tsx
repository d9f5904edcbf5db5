// @vitest-environment happy-dom
import { describe, expect, test, vi } from "vitest";
import { click, field, mount, named, submit, type } from "#app/testing-dom.ts";
import { readAs } from "#app/testing-request.ts";
import type { Scope } from "#lib/scope.ts";
import { getSettings } from "#lib/settings/read.ts";
import { updateSettings } from "#lib/settings/write.ts";
import { onRuntime } from "#lib/testing-runtime.ts";
import { SettingsForm } from "./settings-form.tsx";

vi.mock("next/headers", () => import("#app/testing-request.ts"));
vi.mock("next/cache", () => ({ revalidatePath() {} }));

let scope: Scope;

onRuntime(async (given) => {
  scope = given;
  await readAs(scope, "admin");
});

async function form() {
  const settings = await getSettings(scope, undefined);
  const { box } = await mount(<SettingsForm settings={settings} zones={["UTC"]} today="2026-06-15" />);
  const save = () => submit(box.querySelector("form"));
  const choose = (value: string) => click(box.querySelector(`input[type=radio][value=${value}]`));
  return { box, save, choose };
}

const worths = async () => (await getSettings(scope, undefined)).history.orderValue.map(({ value }) => value);

describe("a setting that figures are made with", () => {
  test("is not saved before it is said from which day on it holds, and what was typed stays", async () => {
    const { box, save, choose } = await form();
    expect(box.textContent).not.toContain("From which day?");
    await type(field(box, "Worth of one order"), "20");
    expect(box.textContent).toContain("From which day?");
    await save();
    expect(box.textContent).toContain("Say from which day on");
    expect(field(box, "Worth of one order")!.value).toBe("20");
    expect(await worths()).toEqual([null]);
    await choose("always");
    await save();
    expect(box.textContent).toContain("Saved.");
    expect(await worths()).toEqual([20]);
    expect(box.textContent).not.toContain("From which day?");
  });

  test("holds from the day that was typed, and the rest since ever", async () => {
    const { box, save } = await form();
    await type(field(box, "Worth of one order"), "80");
    await type(box.querySelector("input[name=holdsDay]"), "2026-03-01");
    await save();
    const { history } = await getSettings(scope, undefined);
    expect(history.orderValue.map(({ from, value }) => [from, value])).toEqual([
      [null, 20],
      ["2026-03-01", 80],
    ]);
    expect(history.currency).toHaveLength(1);
    expect(history.highBlast).toHaveLength(1);
    expect(box.textContent).toContain("since ever");
  });

  test("can be taken back by an entry of its history, while what was typed elsewhere stays", async () => {
    const { box } = await form();
    await type(field(box, "Name"), "Acme");
    await click(named(box, "button", "Remove"));
    expect(document.querySelector("[role=dialog]")?.textContent).toContain(
      "From 1 Mar 2026 on: 20 instead of 80.",
    );
    await click(
      [...document.querySelectorAll("[role=dialog] button")].find((one) => one.textContent === "Remove"),
    );
    expect(await worths()).toEqual([20]);
    expect(field(box, "Worth of one order")!.value).toBe("20");
    expect(field(box, "Name")!.value).toBe("Acme");
  });

  test("is asked about only where it was changed", async () => {
    const { box, save } = await form();
    await type(field(box, "Name"), "Acme");
    await save();
    expect(await getSettings(scope, undefined)).toMatchObject({ organisation: "Acme", orderValue: 20 });
  });

  test("that is refused for its day says so beside the day", async () => {
    const { version } = await getSettings(scope, undefined);
    await updateSettings(scope, { version, orderValue: 20, holdsFrom: "always" });
    const { box, save } = await form();
    await type(field(box, "Worth of one order"), "30");
    await type(box.querySelector("input[name=holdsDay]"), "1200-01-01");
    await save();
    expect(box.textContent).toContain("before 1970");
    expect(field(box, "Worth of one order")!.value).toBe("30");
  });
});
