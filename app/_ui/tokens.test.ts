import { globSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { breakpoints, gaps, textSizes } from "./tokens.ts";

/**
 * What a style sheet says besides tokens, as "file: declaration". What a page is on paper is measured in paper's own
 * units, and what is to be as large as its surroundings says so.
 */
function literalsIn(file: string, css: string): string[] {
  const text = css.replace(/\/\*[\s\S]*?\*\//g, "").replace(/@page\s*\{[^}]*\}/g, "");
  const declarations = [...text.matchAll(/([\w-]+)\s*:\s*([^;{}]+)[;}]/g)].map(([, name, value]) => ({
    name: name!,
    value: value!.trim(),
  }));
  const wrong = declarations.filter(
    ({ name, value }) =>
      (name === "font-size" && !/^(inherit|var\(--text-\w+\))$/.test(value)) ||
      (/^((row-|column-)?gap|(margin|padding)(-[\w-]+)?)$/.test(name) && length.test(value)) ||
      literalColour.test(value),
  );
  const queries = [...text.matchAll(/\((?:min|max)-width:\s*([^)]+)\)/g)].map(([, width]) => width!);
  return [
    ...wrong.map(({ name, value }) => `${file}: ${name}: ${value}`),
    ...queries
      .filter((width) => !breakpoints.some((point) => point === width))
      .map((width) => `${file}: max-width: ${width}`),
  ];
}

const length = /(^|[^\w-])-?\d*\.?\d+(rem|em|px|pt|mm|ch|%)/;
const literalColour =
  /#[0-9a-f]{3,8}\b|\b(rgba?|hsla?|oklch|oklab|lab|lch|hwb)\(|\b(white|black|red|gray|grey|blue)\b/i;

/** The same of what components say in place of a style sheet. */
function literalsOf(file: string, source: string): string[] {
  const said = [
    ...source.matchAll(/\b(?:fontSize|gap|(?:margin|padding)\w*):\s*("[^"]*"|[\d.]+)/g),
    ...source.matchAll(/\b(?:fontSize|fz|gap|spacing|[mp][trblxy]?)=("[^"]*"|\{[\d.]+\})/g),
  ];
  const colours = [...source.matchAll(/"(#[0-9a-f]{3,8}|(?:rgb|hsl)a?\([^"]*)"/gi)];
  return [
    ...said
      .filter(([, value]) => /\d(rem|em|px)|^\{?[1-9.][\d.]*\}?$/.test(value!))
      .map(([all]) => `${file}: ${all}`),
    ...colours.map(([all]) => `${file}: ${all}`),
  ];
}

/** Where colours and sizes are said. */
const sources = /_ui\/(colours|theme|tokens|colour-vision)\.ts$/;

describe("styles", () => {
  test("of every sheet are sizes, gaps, colours and breakpoints of the six, six, one palette and three", () => {
    const sheets = globSync("app/**/*.css");
    expect(sheets.length).toBeGreaterThan(40);
    expect(sheets.flatMap((file) => literalsIn(file, readFileSync(file, "utf8")))).toEqual([]);
  });

  test("in components are the same", () => {
    const components = globSync("app/**/*.{ts,tsx}").filter((file) => !/\.test\.tsx?$/.test(file));
    const literals = components
      .filter((file) => !sources.test(file))
      .flatMap((file) => literalsOf(file, readFileSync(file, "utf8")));
    expect(literals).toEqual([]);
  });

  test("name no token that there is not", () => {
    const known = new Set([
      ...Object.keys(textSizes).map((name) => `--text-${name}`),
      ...Object.keys(gaps).map((name) => `--gap-${name}`),
    ]);
    const used = globSync("app/**/*.{css,tsx}").flatMap((file) =>
      [...readFileSync(file, "utf8").matchAll(/var\((--(?:text|gap)-[\w-]+)/g)].map(([, name]) => name!),
    );
    expect(used.filter((name) => !known.has(name))).toEqual([]);
  });
});

describe("a literal is found", () => {
  test.each([
    [".a { font-size: 15px }", "x.css: font-size: 15px"],
    [".a { gap: var(--gap-xs) 0.4rem; }", "x.css: gap: var(--gap-xs) 0.4rem"],
    [".a { padding-inline-start: 3px; }", "x.css: padding-inline-start: 3px"],
    [".a { color: #fff; }", "x.css: color: #fff"],
    [".a { box-shadow: 0 1px rgb(0 0 0 / 10%); }", "x.css: box-shadow: 0 1px rgb(0 0 0 / 10%)"],
    ["@media (max-width: 40rem) { .a { color: inherit; } }", "x.css: max-width: 40rem"],
  ])("in %s", (css, found) => {
    expect(literalsIn("x.css", css)).toEqual([found]);
  });

  test.each([
    "<Group gap={6}>",
    '<p style={{ marginTop: "0.75rem" }}>',
    "<text fontSize={13}>",
    '<i color="#123456">',
  ])("in %s", (source) => {
    expect(literalsOf("x.tsx", source)).toHaveLength(1);
  });

  test("and tokens, nothing and what is as large as its surroundings are none", () => {
    const css = ".a { margin: 0 auto calc(-1 * var(--gap-xs)); font-size: inherit; color: var(--ink); }";
    expect(literalsIn("x.css", css)).toEqual([]);
    expect(literalsOf("x.tsx", '<Group gap="xs" mt={0} style={{ padding: "0 var(--gap-md)" }}>')).toEqual([]);
  });
});
