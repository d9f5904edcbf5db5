// @vitest-environment happy-dom
import { act } from "react";
import { afterEach, describe, expect, test } from "vitest";
import { click, field, type Mounted, mount, named, press, submit, type } from "#app/testing-dom.ts";
import { FilterBar } from "./filter-bar.tsx";
import { FilterPanel } from "./filter-panel.tsx";
import { RangePanel } from "./range-panel.tsx";
import { ViewsPanel } from "./views-panel.tsx";

/** The filter as readers handle it: everything they choose is in the address, and nothing else is lost from it. */

const choices = {
  severity: [
    { value: "1", label: "Sev-1" },
    { value: "2", label: "Sev-2" },
  ],
  cause: [{ value: "capacity", label: "Capacity" }],
};

const bar = <FilterBar choices={choices} defaultPreset="all" withBucket withSearch />;
const words = (href: string | undefined) => Object.fromEntries(new URLSearchParams(href?.split("?")[1]));
const chips = (box: HTMLElement) =>
  [...box.querySelectorAll("[aria-label='Active filters'] a")].map(({ textContent }) => textContent);

describe("periods", () => {
  test("are links that keep the rest of the address, the chosen one marked", async () => {
    const { box } = await mount(bar, { path: "/trends", search: "period=90d&severity=1" });
    const presets = [...box.querySelectorAll("nav[aria-label=Period] a")];
    expect(presets.map(({ textContent }) => textContent)).toEqual([
      "7 days",
      "28 days",
      "90 days",
      "Quarter",
      "Year",
      "All",
    ]);
    const current = presets.filter((one) => one.getAttribute("aria-current") === "true");
    expect(current.map(({ textContent }) => textContent)).toEqual(["90 days"]);
    expect(words(presets[0]!.getAttribute("href")!)).toEqual({ period: "7d", severity: "1" });
  });

  test("without a word in the address are the page's own", async () => {
    const { box } = await mount(bar);
    expect(box.querySelector("nav a[aria-current=true]")!.textContent).toBe("All");
  });

  test("of an own range are none of the presets", async () => {
    const { box } = await mount(bar, { search: "from=2026-01-01&to=2026-02-01" });
    expect(box.querySelector("nav a[aria-current=true]")).toBeNull();
    expect(box.querySelector("nav button[data-chosen]")!.textContent).toBe("Custom");
  });

  test("are gone to without a new page, unless a new tab is asked for", async () => {
    const { box, visited } = await mount(bar, { path: "/trends" });
    const year = named(box, "nav a", "Year")!;
    await click(year);
    expect(visited).toEqual(["/trends?period=year"]);
    const event = new MouseEvent("click", { bubbles: true, cancelable: true, ctrlKey: true });
    await act(async () => year.dispatchEvent(event));
    expect(visited).toHaveLength(1);
  });

  test("of one's own are shown once both days are there, the last of them included", async () => {
    const { box, visited } = await mount(<RangePanel onDone={() => {}} />, {
      path: "/trends",
      search: "from=2026-03-02&to=2026-03-09&severity=1&period=90d",
    });
    const show = named(box, "button", "Show") as HTMLButtonElement;
    expect(show.disabled).toBe(false);
    await click(show);
    expect(words(visited[0])).toEqual({ from: "2026-03-02", to: "2026-03-09", severity: "1" });
  });

  test("of one's own wait for a first day", async () => {
    const { box } = await mount(<RangePanel onDone={() => {}} />, { search: "from=nonsense" });
    expect((named(box, "button", "Show") as HTMLButtonElement).disabled).toBe(true);
  });
});

describe("active filters", () => {
  test("stand below as chips in words, each of which takes itself away alone", async () => {
    const { box, visited } = await mount(bar, { search: "severity=1,2&cause=capacity&bucket=month" });
    expect(chips(box)).toEqual([
      "Remove filter Severity Sev-1",
      "Remove filter Severity Sev-2",
      "Remove filter Root cause Capacity",
      "Clear all",
    ]);
    await click(box.querySelectorAll("[aria-label='Active filters'] a")[0]);
    expect(words(visited[0])).toEqual({ severity: "2", cause: "capacity", bucket: "month" });
  });

  test("go all at once, and the way of looking stays", async () => {
    const { box, visited } = await mount(bar, {
      search: "severity=1&cause=capacity&period=year&bucket=month",
    });
    await click(named(box, "a", "Clear all"));
    expect(words(visited[0])).toEqual({ period: "year", bucket: "month" });
  });

  test("are counted on the button that opens them, and not at all where none is", async () => {
    const some = await mount(bar, { search: "severity=1,2" });
    expect(named(some.box, "button", "Filter (2)")).toBeDefined();
    const none = await mount(bar);
    expect(named(none.box, "button", "Filter")).toBeDefined();
    expect(chips(none.box)).toEqual([]);
  });

  test("of which this page offers no value are shown as the address writes them", async () => {
    const { box } = await mount(<FilterPanel choices={choices} />, { search: "cause=unheard" });
    expect(box.textContent).toContain("unheard");
  });
});

describe("searching", () => {
  test("takes what was typed into the address, without the blanks around it", async () => {
    const { box, visited } = await mount(bar, { path: "/incidents", search: "severity=1" });
    await type(box.querySelector("input[type=search]"), "  card payments ");
    await submit(box.querySelector("search form"));
    expect(words(visited[0])).toEqual({ severity: "1", q: "card payments" });
  });

  test("for nothing takes the word away", async () => {
    const { box, visited } = await mount(bar, { path: "/incidents", search: "q=card" });
    const input = box.querySelector<HTMLInputElement>("input[type=search]")!;
    expect(input.value).toBe("card");
    await type(input, "");
    await submit(box.querySelector("search form"));
    expect(visited).toEqual(["/incidents"]);
  });
});

describe("a choice of how to look", () => {
  test("shows what the address says and changes that word alone", async () => {
    const { box, visited } = await mount(bar, { search: "bucket=month&severity=1" });
    const select = box.querySelector<HTMLSelectElement>("select[aria-label=Bucket]")!;
    expect(select.value).toBe("month");
    await type(select, "week");
    expect(words(visited[0])).toEqual({ bucket: "week", severity: "1" });
  });

  test("that the address gets wrong is shown as none", async () => {
    const { box } = await mount(bar, { search: "bucket=decade" });
    expect(box.querySelector<HTMLSelectElement>("select[aria-label=Bucket]")!.value).toBe("");
  });
});

const held = globalThis.fetch;
afterEach(() => {
  globalThis.fetch = held;
});

type Sent = { path: string; method: string; body: unknown };

/** The server's side of saved views, which answers what it is told to. */
function serve(answers: Record<string, { status?: number; body: unknown }>): Sent[] {
  const sent: Sent[] = [];
  globalThis.fetch = (async (path: string, of: { method?: string; body?: string } = {}) => {
    const method = of.method ?? "GET";
    sent.push({ path, method, body: of.body === undefined ? undefined : JSON.parse(of.body) });
    const { status = 200, body } = answers[`${method} ${path}`] ?? { status: 404, body: {} };
    return new Response(JSON.stringify(body), { status });
  }) as typeof fetch;
  return sent;
}

const view = {
  id: "v1",
  version: 3,
  name: "Payments",
  page: "/trends",
  query: "system=pay",
  shared: true,
  mine: true,
};
const panel = <ViewsPanel close={() => {}} />;
const views = async (
  items: object[],
  more: Parameters<typeof serve>[0] = {},
): Promise<Mounted & { sent: Sent[] }> => {
  const sent = serve({ "GET /api/v1/views": { body: { items } }, ...more });
  return { ...(await mount(panel, { path: "/trends", search: "system=pay&cursor=abc" })), sent };
};

describe("saved views", () => {
  test("lead to their page and filter, and say which are shared", async () => {
    const { box } = await views([
      view,
      { ...view, id: "v2", name: "All", page: "/", query: "", shared: false },
    ]);
    const links = [...box.querySelectorAll("ul a")].map((link) => [
      link.textContent,
      link.getAttribute("href"),
    ]);
    expect(links).toEqual([
      ["Payments", "/trends?system=pay"],
      ["All", "/"],
    ]);
    expect(box.textContent).toContain("trends, shared");
  });

  test("of others cannot be renamed or removed here", async () => {
    const { box } = await views([{ ...view, mine: false }]);
    expect(named(box, "button", "Rename the view Payments")).toBeUndefined();
    expect(named(box, "button", "Remove the view Payments")).toBeUndefined();
  });

  test("keep the address without the place in a list", async () => {
    const { box, sent } = await views([], { "POST /api/v1/views": { status: 201, body: {} } });
    expect(box.textContent).toContain("No view is saved yet.");
    await type(field(box, "Save this page and filter as"), "Payments");
    await submit(box.querySelector("form"));
    expect(sent.find(({ method }) => method === "POST")!.body).toEqual({
      name: "Payments",
      page: "/trends",
      query: "system=pay",
      shared: false,
    });
    // It is in the list at once.
    expect(sent.filter(({ method }) => method === "GET")).toHaveLength(2);
  });

  test("that are refused say why, and what was typed stays", async () => {
    const { box } = await views([], {
      "POST /api/v1/views": { status: 422, body: { errors: [{ path: "name", message: "is taken" }] } },
    });
    const input = field(box, "Save this page and filter as");
    await type(input, "Payments");
    await submit(box.querySelector("form"));
    expect(box.textContent).toContain("The name is taken");
    expect(input!.value).toBe("Payments");
  });

  test("are renamed as they were seen, so that nobody else's change is lost", async () => {
    const { box, sent } = await views([view], { "PATCH /api/v1/views/v1": { body: view } });
    await click(named(box, "button", "Rename the view Payments"));
    const input = named(box, "input", "New name of Payments") as HTMLInputElement;
    expect(input.value).toBe("Payments");
    await type(input, "Pay");
    await submit(input.closest("form"));
    expect(sent.find(({ method }) => method === "PATCH")!.body).toEqual({ name: "Pay", version: 3 });
  });

  test("are left as they are by Escape, which does not close the panel around", async () => {
    const { box, sent } = await views([view]);
    await click(named(box, "button", "Rename the view Payments"));
    let outside = 0;
    box.addEventListener("keydown", () => {
      outside += 1;
    });
    await press(named(box, "input", "New name of Payments")!, "Escape");
    expect(named(box, "a", "Payments")).toBeDefined();
    expect(sent.some(({ method }) => method === "PATCH")).toBe(false);
    expect(outside).toBeLessThanOrEqual(1);
  });

  test("that cannot be loaded say so", async () => {
    serve({ "GET /api/v1/views": { status: 503, body: {} } });
    const { box } = await mount(panel);
    expect(box.querySelector("[role=alert]")!.textContent).toBe("The saved views could not be loaded.");
  });
});
