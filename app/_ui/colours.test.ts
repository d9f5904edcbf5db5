import { describe, expect, test } from "vitest";
import { contrast, distance, luminance, type Vision } from "./colour-vision.ts";
import { type ColourName, colours, inkShare, type Scheme, schemeVariables } from "./colours.ts";

const schemes: Scheme[] = ["light", "dark"];
const visions: Vision[] = ["full", "deuteranopia", "protanopia", "tritanopia", "greyscale"];
const groupNames: ColourName[] = ["group-1", "group-2", "group-3", "group-4", "group-5", "group-6"];
const severityNames: ColourName[] = ["sev-1", "sev-2", "sev-3", "sev-4", "sev-5"];

describe.each(schemes)("in the %s scheme", (scheme) => {
  const palette = colours[scheme];

  test.each(visions)("severities are told apart by an eye with %s vision", (vision) => {
    severityNames.forEach((first, index) => {
      for (const second of severityNames.slice(index + 1)) {
        expect(distance(palette[first], palette[second], vision), `${first}, ${second}`).toBeGreaterThan(8);
      }
    });
  });

  test.each(visions)("AI is told from the rest by an eye with %s vision", (vision) => {
    expect(distance(palette.ai, palette.other, vision)).toBeGreaterThan(15);
  });

  test.each(["full", "deuteranopia", "protanopia"] as const)(
    "groups are told from each other, from AI and from the grave severities by an eye with %s vision",
    (vision) => {
      const meant: ColourName[] = ["ai", "other", "sev-1", "sev-2", "sev-3"];
      groupNames.forEach((first, index) => {
        for (const second of [...groupNames.slice(index + 1), ...(vision === "full" ? meant : [])]) {
          expect(distance(palette[first], palette[second], vision), `${first}, ${second}`).toBeGreaterThan(8);
        }
      });
    },
  );

  test("a graver severity stands out more from the card it is drawn on", () => {
    const strength = severityNames.map((name) => contrast(palette[name], palette.card));
    expect(strength).toEqual(strength.toSorted((a, b) => b - a));
  });

  test("text reaches WCAG AA on every surface it stands on", () => {
    for (const surface of ["page", "card", "sunken"] as const) {
      for (const ink of ["ink", "ink-2", "ink-3", "accent", "good", "bad", "warn", "ai"] as const) {
        expect(contrast(palette[ink], palette[surface]), `${ink} on ${surface}`).toBeGreaterThanOrEqual(4.5);
      }
    }
    for (const kind of ["good", "bad", "warn", "ai", "accent"] as const) {
      expect(contrast(palette[kind], palette[`${kind}-soft`]), kind).toBeGreaterThanOrEqual(4.5);
    }
  });

  test("names beside what is drawn in a colour can be read as text", () => {
    for (const name of [
      ...severityNames,
      "ai",
      "other",
      "accent",
      "good",
      "bad",
      "warn",
      "unknown",
    ] as const) {
      const ink = mixed(palette[name], palette.ink, inkShare);
      expect(contrast(ink, palette.card), name).toBeGreaterThanOrEqual(4.5);
    }
  });

  test("what carries meaning alone reaches 3:1", () => {
    for (const name of ["sev-1", "sev-2", "sev-3", "ai", "other", "unknown", "line-strong"] as const) {
      expect(contrast(palette[name], palette.card), name).toBeGreaterThanOrEqual(3);
    }
  });
});

test("both schemes define the same names", () => {
  expect(Object.keys(schemeVariables("dark"))).toEqual(Object.keys(schemeVariables("light")));
});

test("the measure itself knows black, white and a red that greyscale cannot tell from grey", () => {
  expect(contrast("#000000", "#ffffff")).toBeCloseTo(21, 5);
  expect(luminance("#ffffff")).toBeCloseTo(1, 5);
  expect(distance("#c00000", "#5d5d5d", "full")).toBeGreaterThan(15);
  expect(distance("#c00000", "#636363", "greyscale")).toBeLessThan(5);
});

/** CSS `color-mix(in srgb, first share, second)`. */
function mixed(first: string, second: string, share: number): string {
  const channels = [1, 3, 5].map((at) => {
    const [a, b] = [first, second].map((hex) => Number.parseInt(hex.slice(at, at + 2), 16));
    return Math.round(a! * share + b! * (1 - share));
  });
  return `#${channels.map((channel) => channel.toString(16).padStart(2, "0")).join("")}`;
}
