// @vitest-environment happy-dom
import { act, useState } from "react";
import { afterEach, describe, expect, test } from "vitest";
import { appears, click, mount, named, polled, press, type } from "#app/testing-dom.ts";
import { PaletteDialog } from "./palette-dialog.tsx";

/** Going anywhere by keyboard: pages at once, records once the server has answered, and never to an older answer. */

const pages = [
  { href: "/", label: "Overview" },
  { href: "/trends", label: "Trends" },
];
const deeds = [{ href: "/incidents/new", label: "Log an incident" }];

function Held() {
  const [query, setQuery] = useState("");
  return (
    <PaletteDialog
      pages={pages}
      deeds={deeds}
      asked={1}
      query={query}
      onQuery={setQuery}
      onReady={() => {}}
    />
  );
}

const held = globalThis.fetch;
afterEach(() => {
  globalThis.fetch = held;
});

/** The server, which answers each address with these; what is asked for is kept. */
function serve(of: Record<string, object>, wait = 0): string[] {
  const asked: string[] = [];
  globalThis.fetch = (async (path: string) => {
    asked.push(path);
    await new Promise((resolve) => setTimeout(resolve, wait));
    const found = Object.entries(of).find(([start]) => path.startsWith(start));
    return new Response(JSON.stringify(found?.[1] ?? { items: [] }));
  }) as typeof fetch;
  return asked;
}

const cart = { number: 12, title: "Cart is slow", severity: 2, startedAt: "2026-05-02T10:00:00Z" };
const shown = () =>
  [...document.querySelectorAll("[data-action]")].map((one) => one.textContent.trim().replace(/\s+/g, " "));
const search = () => document.querySelector<HTMLInputElement>("input[aria-label='What to go to']")!;

async function open(answers: Record<string, object> = {}, wait = 0) {
  const asked = serve(answers, wait);
  const mounted = await mount(<Held />);
  await appears(document, "input[aria-label='What to go to']");
  return { ...mounted, asked };
}

describe("the palette", () => {
  test("offers what can be begun and all pages before anything is typed, and asks for no record", async () => {
    const { asked } = await open();
    expect(shown()).toEqual(["Log an incident", "Overview", "Trends"]);
    await polled(() => asked).toEqual(["/api/v1/views"]);
  });

  test("narrows pages by what is typed, however that is written", async () => {
    await open();
    await type(search(), "TREN");
    expect(shown()).toEqual(["Trends"]);
  });

  test("finds incidents by words, with number, severity and day", async () => {
    const { visited } = await open({ "/api/v1/incidents?q=": { items: [cart] } });
    await type(search(), "cart");
    await polled(shown).toEqual(["Cart is slowINC-12, Sev-2, 2 May 2026"]);
    await click(document.querySelector("[data-action]"));
    expect(visited).toEqual(["/incidents/12"]);
  });

  test("puts the incident of a number first, and shows it once", async () => {
    const other = { ...cart, number: 120, title: "Another" };
    await open({
      "/api/v1/incidents?number=12": { items: [cart] },
      "/api/v1/incidents?q=": { items: [other, cart] },
    });
    await type(search(), "inc-12");
    await polled(() => shown().length).toBe(2);
    expect(shown()[0]).toContain("Cart is slow");
  });

  test("finds systems and saved views, each by its own name", async () => {
    await open({
      "/api/v1/systems?": { items: [{ slug: "pay", name: "Payments" }] },
      "/api/v1/views": {
        items: [
          { id: "v1", name: "Payments, Sev-1", page: "/trends", query: "system=pay" },
          { id: "v2", name: "Cart", page: "/", query: "" },
        ],
      },
    });
    await type(search(), "paym");
    await polled(shown).toEqual(["PaymentsIncidents of pay", "Payments, Sev-1/trends"]);
  });

  test("says that it searches, and that nothing was found", async () => {
    await open({}, 50);
    await type(search(), "qqqq");
    expect(document.body.textContent).toContain("Searching …");
    await polled(() => document.body.textContent).toContain("Nothing found");
    expect(shown()).toEqual([]);
  });

  test("drops an answer that a later question has overtaken", async () => {
    await open(
      { "/api/v1/incidents?q=car": { items: [cart] }, "/api/v1/incidents?q=cat": { items: [] } },
      30,
    );
    await type(search(), "car");
    await act(() => new Promise((resolve) => setTimeout(resolve, 165)));
    await type(search(), "cat");
    await polled(() => document.body.textContent).toContain("Nothing found");
    expect(shown()).toEqual([]);
  });

  test("takes Enter that comes before the answer for what the answer has first", async () => {
    const { visited } = await open({ "/api/v1/incidents?q=": { items: [cart] } }, 30);
    await type(search(), "cart");
    const event = await press(search(), "Enter");
    expect(event.defaultPrevented).toBe(true);
    expect(visited).toEqual([]);
    await polled(() => visited).toEqual(["/incidents/12"]);
  });

  test("is closed by what is chosen", async () => {
    await open();
    await click(named(document, "[data-action]", "Trends"));
    await polled(() => document.querySelector("input[aria-label='What to go to']")).toBeNull();
  });
});
