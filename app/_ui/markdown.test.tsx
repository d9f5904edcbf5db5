import fc from "fast-check";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, test } from "vitest";
import { Markdown } from "./markdown.tsx";

const html = (text: string) => renderToStaticMarkup(<Markdown>{text}</Markdown>);

/** Elements and attributes that run something or fetch from elsewhere by themselves. */
const dangerous =
  /<(script|iframe|img|object|embed|svg|style|link|form|input type="(?!checkbox))|<[^>]*\son\w+=|href="\s*(javascript|data|vbscript):/i;

describe("Markdown", () => {
  test("is shown as elements, with headings below the section's own", () => {
    const shown = html("# Big\n\n- [ ] do **this**\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n`code`");
    expect(shown).toContain("<h3>Big</h3>");
    expect(shown).toContain("<strong>this</strong>");
    expect(shown).toContain("<td>1</td>");
    expect(shown).not.toContain("<h1>");
  });

  test.each([
    "<script>alert(1)</script>",
    '<img src=x onerror="alert(1)">',
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt&#58;alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "![x](https://tracker.example/pixel.png)",
    "![x](javascript:alert(1))",
    "<svg onload=alert(1)>",
    '<a href="javascript:alert(1)">x</a>',
    "<iframe src=https://evil.example></iframe>",
    "[x]: javascript:alert(1)\n\n[x]",
    "<javascript:alert(1)>",
  ])("%s runs nothing and fetches nothing", (text) => {
    expect(html(text)).not.toMatch(dangerous);
  });

  test("links lead out without telling where from", () => {
    expect(html("[runbook](https://wiki.example/a)")).toContain('rel="noreferrer noopener nofollow"');
  });

  test("no text breaks it or gets an element of its own making", () => {
    const piece = fc.constantFrom(
      "<",
      ">",
      "[",
      "](",
      ")",
      "javascript:",
      "`",
      "```\n",
      "|",
      "\n",
      "# ",
      "- ",
      "&#x3c;",
      "script",
      "\u202e",
      "🔥",
      "\\",
      "*",
      "onload=",
      '"',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        expect(html(pieces.join(""))).not.toMatch(/<script|<img|<iframe|<svg|href="\s*javascript:/i);
      }),
      { numRuns: 300 },
    );
  });
});
