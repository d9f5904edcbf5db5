// @vitest-environment happy-dom
import { act, useState } from "react";
import { describe, expect, test } from "vitest";
import { click, field, mount, named, polled, problemOf, type } from "#app/testing-dom.ts";
import { changeFields, type Field, incidentFields } from "#lib/fields/entries.ts";
import type { NumberBounds } from "#lib/typed-number.ts";
import { FieldInput } from "./field-input.tsx";
import { TypedNumberInput } from "./typed-number-input.tsx";

function Held({ bounds }: { bounds: NumberBounds }) {
  const [value, setValue] = useState("");
  return <TypedNumberInput label="Number" bounds={bounds} value={value} onChange={setValue} />;
}

const orders: NumberBounds = { whole: true, unit: "orders" };

async function typed(text: string, bounds = orders) {
  const { box } = await mount(<Held bounds={bounds} />);
  const input = field(box, "Number")!;
  await type(input, text);
  return { box, input };
}

const leave = (input: HTMLElement) =>
  act(async () => {
    input.dispatchEvent(new FocusEvent("focusout", { bubbles: true }));
  });

describe("a number field", () => {
  test.each([
    ["1.2k", "1,200 orders"],
    ["1,5 Mio", "1,500,000 orders"],
    ["3e6", "3,000,000 orders"],
    ["１２００", "1,200 orders"],
  ])("keeps “%s” and says that it is %s", async (text, words) => {
    const { box, input } = await typed(text);
    expect(input.value).toBe(text);
    expect(box.textContent).toContain(words);
    await leave(input);
    expect(input.value).toBe(text);
  });

  test.each([
    ["-5", "must not be negative"],
    ["12-15", "a range"],
    ["~500", "about how much"],
    ["ten", "in digits"],
  ])("keeps “%s” and says why it is refused, soon and without being left", async (text, words) => {
    const { input } = await typed(text);
    await polled(() => problemOf(input) ?? "").toContain(words);
    expect(input.value).toBe(text);
    expect(input.getAttribute("aria-invalid")).toBe("true");
  });

  test("asks which is meant where a text is read in two ways, and takes the one that is clicked", async () => {
    const { box, input } = await typed("1.200");
    await polled(() => problemOf(input) ?? "").toContain("1.2 or 1,200");
    expect(named(box, "button", "It is 1.2")).toBeDefined();
    await click(named(box, "button", "It is 1,200"));
    expect([input.value, problemOf(input)]).toEqual(["1200", null]);
    expect(box.textContent).toContain("1,200 orders");
  });

  test("is what every number of a record is typed into", async () => {
    const numbers = Object.values({ ...incidentFields, ...changeFields } as Record<string, Field>).filter(
      ({ kind }) => kind === "count" || kind === "percent",
    );
    expect(numbers.length).toBeGreaterThan(4);
    for (const entry of numbers) {
      const { box } = await mount(<FieldInput field={entry} value="1.2k" onChange={() => {}} zone="UTC" />);
      expect(box.querySelectorAll("[data-typed-number]"), entry.label).toHaveLength(1);
    }
  });
});
