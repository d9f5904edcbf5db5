// @vitest-environment happy-dom
import { describe, expect, test } from "vitest";
import { mount } from "#app/testing-dom.ts";
import { marksOf, wordsOf } from "../testing-marks.ts";
import { examples } from "./cases.ts";

describe.each([640, 320])("at %i pixels", (width) => {
  test.each(examples)("$name", async ({ card }) => {
    const { box } = await mount(card, { width });
    const picture =
      box.querySelector("[role=img] svg") ??
      box.querySelector("svg[role=img]") ??
      box.querySelector("svg > title")?.parentElement ??
      null;
    // What has nothing to show says so in words, and draws nothing.
    if (picture === null) {
      expect(box.querySelector("[role=img]")).toBeNull();
      expect(box.textContent).toMatch(/No data|None? |No incident/);
      return;
    }
    const marks = marksOf(picture);
    expect(marks.join("\n")).toMatchSnapshot();
    expect(marks.join("\n")).not.toMatch(/NaN|undefined|Infinity|-\d+×|×-\d/);
    expect(wordsOf(picture).join()).not.toMatch(/NaN|undefined|null/);
  });
});
