import { describe, expect, test, vi } from "vitest";
import { onRuntime } from "#lib/testing-runtime.ts";
import { show } from "./testing-page.ts";
import { readAs } from "./testing-request.ts";

vi.mock("next/headers", () => import("./testing-request.ts"));

/** What somebody sees who has just set up the product: how to begin, and nothing that could be taken for a figure. */

onRuntime(async (scope) => readAs(scope, "admin"));

const reading = {
  overview: () => import("./(dashboard)/page.tsx"),
  trends: () => import("./(dashboard)/trends/page.tsx"),
  "blast radius": () => import("./(dashboard)/blast-radius/page.tsx"),
  "AI changes": () => import("./(dashboard)/ai/page.tsx"),
  correlation: () => import("./(dashboard)/correlation/page.tsx"),
  "rule-price": () => import("./(dashboard)/rule-price/page.tsx"),
  guardrails: () => import("./(dashboard)/guardrails/page.tsx"),
  recovery: () => import("./(dashboard)/recovery/page.tsx"),
  causes: () => import("./(dashboard)/causes/page.tsx"),
  "follow-through": () => import("./(dashboard)/follow-through/page.tsx"),
};

describe("without any incident", () => {
  test.each(Object.entries(reading))("the page of %s tells how to begin", async (_, load) => {
    const { text, html } = await show(await load());
    expect(text).toContain("No incidents yet");
    expect(text).toContain("Import a file");
    expect(text).toContain("curl");
    expect(text).toContain("http://faultline.example");
    expect(html).not.toContain('role="img"');
  });

  test("what to begin with can be opened at once", async () => {
    const { html } = await show(await reading.overview());
    for (const href of ["/import", "/incidents/new", "/people"]) expect(html).toContain(`href="${href}"`);
  });

  test("a list says what it would hold and how something comes into it", async () => {
    const shown = await Promise.all([
      show(await import("./(dashboard)/incidents/page.tsx")),
      show(await import("./(dashboard)/changes/page.tsx")),
      show(await import("./(dashboard)/actions/page.tsx")),
      show(await import("./(dashboard)/systems/page.tsx")),
    ]);
    for (const { text } of shown) expect(text).toMatch(/No (incidents|changes|actions|systems) yet/);
    for (const { html } of shown) expect(html).toContain('href="/import"');
  });

  test("forms are there with nothing to choose from", async () => {
    const { text } = await show(await import("./(dashboard)/incidents/new/page.tsx"));
    expect(text).toContain("Log an incident");
    const system = await show(await import("./(dashboard)/systems/new/page.tsx"));
    expect(system.text).toContain("Add the system");
  });

  test("the audit holds what was done so far, which is that a key was made", async () => {
    const { text } = await show(await import("./(dashboard)/audit/page.tsx"));
    expect(text).toContain("Who did what");
    expect(text).toMatch(/key/i);
  });

  test("what each figure means can be read before there is one", async () => {
    const { text, headings } = await show(await import("./(dashboard)/docs/definitions/page.tsx"));
    expect(headings[0]).toBe("What does each figure mean?");
    expect(text.length).toBeGreaterThan(10_000);
  });
});

describe("somebody who may only read", () => {
  test("is told who can bring incidents in, and is offered no way to it", async () => {
    const { scopeFor } = await import("#lib/runtime.ts");
    const { systemActor } = await import("#lib/actor.ts");
    await readAs(await scopeFor(systemActor("test")), "read");
    const { text, html } = await show(await reading.overview());
    expect(text).toContain("a responder can bring them in");
    expect(html).not.toContain('href="/import"');
    expect(html).not.toContain('href="/incidents/new"');
  });
});
