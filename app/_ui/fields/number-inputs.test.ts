import { globSync, readFileSync } from "node:fs";
import { parseSync, Visitor } from "oxc-parser";
import { describe, expect, test } from "vitest";

/**
 * Numbers are typed into one component, which keeps what is typed: an input of another kind drops characters, cuts to
 * a bound, or steps when a wheel turns. What is refused here, as "file: what".
 */
function numericInputs(file: string, text: string): string[] {
  const found: string[] = [];
  const { program } = parseSync(file, text);
  new Visitor({
    JSXOpeningElement({ name, attributes }) {
      const element = name.type === "JSXIdentifier" ? name.name : "";
      if (/^(NumberInput|NumberField|Slider|RangeSlider|AngleSlider|PinInput)$/.test(element))
        found.push(`<${element}>`);
      // An axis of a chart and a calendar have a type too.
      if (/(Axis|DatePicker)$/.test(element)) return;
      for (const attribute of attributes) {
        if (attribute.type !== "JSXAttribute" || attribute.name.type !== "JSXIdentifier") continue;
        const said = text.slice(attribute.start, attribute.end);
        if (/^(type|inputMode)\b.*\b(number|range|numeric|decimal)\b/s.test(said)) found.push(said);
        if (attribute.name.name === "pattern" && /\\d|0-9/.test(said)) found.push(said);
      }
    },
    Property({ key, value }) {
      const name = key.type === "Identifier" ? key.name : "";
      const said = value.type === "Literal" ? value.value : null;
      if ((name === "type" && said === "number") || name === "inputMode") found.push(`${name}: ${said}`);
    },
    Identifier({ name }) {
      if (/^(valueAsNumber|parseInt|parseFloat|NumberInput)$/.test(name)) found.push(name);
    },
  }).visit(program);
  return found.map((what) => `${file}: ${what}`);
}

const component = "app/_ui/fields/typed-number-input.tsx";

describe("a number field", () => {
  test("is the one component, wherever in the product a number is typed", () => {
    const files = globSync("app/**/*.tsx").filter((file) => !/\.test\.tsx$/.test(file));
    expect(files.length).toBeGreaterThan(150);
    const found = files.flatMap((file) => numericInputs(file, readFileSync(file, "utf8")));
    expect(found).toEqual([`${component}: inputMode="decimal"`]);
  });

  test.each([
    '<input type="number" />',
    "<input type={'number'} />",
    '<TextInput type={wide ? "text" : "number"} />',
    '<input type="range" />',
    "<NumberInput />",
    '<TextInput inputMode="numeric" />',
    '<TextInput pattern="[0-9]*" />',
    'const more = { type: "number" };',
    "const read = (event) => event.currentTarget.valueAsNumber;",
    "const read = (event) => Number.parseInt(event.currentTarget.value);",
  ])("made by hand is found: %s", (source) => {
    expect(numericInputs("x.tsx", source).length).toBeGreaterThan(0);
  });
});
