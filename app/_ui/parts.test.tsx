// @vitest-environment happy-dom
import { act } from "react";
import { describe, expect, test } from "vitest";
import { click, field, mount, named, press, problemOf } from "#app/testing-dom.ts";
import { Card } from "./card.tsx";
import { ConfirmButton } from "./confirm-button.tsx";
import { DataTable } from "./data-table.tsx";
import { EmptyState } from "./empty-state.tsx";
import { ErrorState } from "./error-state.tsx";
import { FloatList } from "./float.tsx";
import { ListHeading, ListTable } from "./list-table.tsx";
import { overtaken } from "./overtaken.ts";
import { RefusedFilter } from "./refused-filter.tsx";
import { Refusal, Told } from "./sent-form.tsx";
import { Shell } from "./shell.tsx";
import { StatTile } from "./stat-tile.tsx";
import { TypedTimeInput } from "./typed-time-input.tsx";

describe("a tile", () => {
  const tile = (more: Partial<Parameters<typeof StatTile>[0]>) => (
    <StatTile label="Incidents" value={30} unit="count" {...more} />
  );
  const text = async (more: Partial<Parameters<typeof StatTile>[0]>) =>
    (await mount(tile(more))).box.querySelector("article")!.textContent;

  test("of a figure opens what it counts", async () => {
    const { box } = await mount(tile({ href: "/incidents?x" }));
    expect(box.querySelector("a")!.getAttribute("href")).toBe("/incidents?x");
    expect(box.querySelector("a")!.textContent).toBe("30");
  });

  test("without a figure says so, opens nothing and compares nothing", async () => {
    const { box } = await mount(
      tile({ value: null, href: "/incidents", change: { before: 20, good: "down", withinNoise: false } }),
    );
    expect(box.textContent).toContain("no data");
    expect(box.querySelector("a")).toBeNull();
    expect(box.textContent).not.toMatch(/better|worse|20/);
  });

  test.each([
    ["more, where fewer is good", { before: 20, good: "down", withinNoise: false }, /↑ .*worse/],
    ["fewer, where fewer is good", { before: 60, good: "down", withinNoise: false }, /↓ .*better/],
    ["more, where more is good", { before: 20, good: "up", withinNoise: false }, /↑ .*better/],
    ["a change within noise", { before: 29, good: "down", withinNoise: true }, /within normal variation/],
    [
      "a change that was not judged",
      { before: 20, good: "neither", withinNoise: null },
      /↑ (?!.*(better|worse))/,
    ],
    [
      "nothing to compare with",
      { before: null, good: "down", withinNoise: null },
      /no data in the period before/,
    ],
  ] as const)("judges %s in words, since colour alone says nothing to many", async (_, change, words) => {
    expect(await text({ change })).toMatch(words);
  });

  test("of a share tells the change in points", async () => {
    expect(
      await text({ value: 0.31, unit: "share", change: { before: 0.24, good: "down", withinNoise: false } }),
    ).toMatch(/7\s?pt/);
  });
});

describe("a card", () => {
  test("is called by its title, and says what it means where that is known", async () => {
    const { box } = await mount(
      <Card title="Worst" means="The most lost orders first." href="/incidents" hrefLabel="Open the list">
        rows
      </Card>,
    );
    const section = box.querySelector("section")!;
    expect(document.getElementById(section.getAttribute("aria-labelledby")!)!.textContent).toBe("Worst");
    expect(named(box, "button", "What Worst means")).toBeDefined();
    expect(named(box, "a", "Open the list")!.getAttribute("href")).toBe("/incidents");
  });

  test("with nothing more to say has no foot", async () => {
    const { box } = await mount(<Card title="Facts">rows</Card>);
    expect(box.querySelector("footer")).toBeNull();
    expect(box.querySelector("button")).toBeNull();
  });
});

describe("a table of figures", () => {
  const columns = [
    { key: "system", label: "System" },
    { key: "minutes", label: "Median", unit: "minutes" as const, missing: "not recorded" },
  ];

  test("heads each row by its first cell and each column by its name", async () => {
    const rows = [{ key: "a", cells: { system: { value: "Cart", href: "/systems/cart" }, minutes: 90 } }];
    const { box } = await mount(<DataTable caption="Medians" columns={columns} rows={rows} />);
    expect([...box.querySelectorAll("th")].map((cell) => [cell.textContent, cell.scope])).toEqual([
      ["System", "col"],
      ["Median", "col"],
      ["Cart", "row"],
    ]);
    expect(box.querySelector("tbody a")!.getAttribute("href")).toBe("/systems/cart");
    expect(box.querySelector("td")!.textContent).toMatch(/^1\s?h\s30\s?min$/);
    expect(box.querySelector("caption")!.textContent).toBe("Medians");
  });

  test("marks what is missing, which a zero is not", async () => {
    const rows = [0, null].map((minutes) => ({ key: String(minutes), cells: { system: "x", minutes } }));
    const { box } = await mount(<DataTable caption="Medians" columns={columns} rows={rows} />);
    const cells = [...box.querySelectorAll("td")].map((cell) => [
      cell.textContent,
      cell.hasAttribute("data-missing"),
    ]);
    expect(cells).toEqual([
      ["0\u00a0min", false],
      ["not recorded", true],
    ]);
  });

  test("can be reached by keys where it scrolls", async () => {
    const { box } = await mount(<DataTable caption="Medians" columns={columns} rows={[]} maxHeight={100} />);
    const region = box.querySelector("section")!;
    expect([region.tabIndex, region.getAttribute("aria-label"), region.style.maxHeight]).toEqual([
      0,
      "Medians",
      "100px",
    ]);
  });
});

describe("the head of a list", () => {
  const heading = (sort: string, first?: "ascending" | "descending") => (
    <ListTable
      label="Incidents"
      caption="Incidents"
      head={
        <ListHeading
          column={{ label: "Lost orders", sort: "lostOrders", first, numeric: true }}
          sort={sort}
          path="/incidents"
          words={{ severity: "1", cursor: "abc" }}
        />
      }
    >
      <tr />
    </ListTable>
  );
  const ask = async (sort: string, first?: "ascending" | "descending") => {
    const { box } = await mount(heading(sort, first));
    const th = box.querySelector("th")!;
    const words = new URLSearchParams(th.querySelector("a")!.getAttribute("href")!.split("?")[1]);
    return { order: th.getAttribute("aria-sort"), next: words.get("sort"), words };
  };

  test("sorts the greatest first where that is what is looked for, and turns the order around", async () => {
    expect(await ask("-startedAt", "descending")).toMatchObject({ order: null, next: "-lostOrders" });
    expect(await ask("-lostOrders", "descending")).toMatchObject({ order: "descending", next: "lostOrders" });
    expect(await ask("lostOrders", "descending")).toMatchObject({ order: "ascending", next: "-lostOrders" });
  });

  test("keeps the filter and begins at the first page", async () => {
    const { words } = await ask("-startedAt");
    expect([words.get("severity"), words.has("cursor")]).toEqual(["1", false]);
  });
});

describe("a time that is typed", () => {
  const input = (value: string, error?: string) => (
    <TypedTimeInput label="Began" value={value} onChange={() => {}} zone="Europe/Berlin" error={error} />
  );

  test("is repeated as it was understood, in the zone that is meant", async () => {
    const { box } = await mount(input("2026-03-05 14:05"));
    expect(box.textContent).toContain("5 Mar 2026, 14:05");
    expect(box.textContent).toContain("UTC+01:00");
  });

  test("that is near is told from now, too", async () => {
    const { box } = await mount(input("2h ago"));
    // Understood to the minute, so up to one more may have gone by.
    expect(box.textContent).toMatch(/, 2\sh(\s1\smin)? ago/);
  });

  test("that means nothing is refused once the field is left, and not while it is typed", async () => {
    const { box } = await mount(input("noonish"));
    const began = field(box, "Began")!;
    expect(problemOf(began)).toBeNull();
    await act(async () => began.dispatchEvent(new FocusEvent("focusout", { bubbles: true })));
    await act(() => new Promise((resolve) => setTimeout(resolve, 300)));
    expect(problemOf(field(box, "Began"))).not.toBeNull();
  });

  test("shows what the server says about it above what it says itself", async () => {
    const { box } = await mount(input("2026-03-05 14:05", "Is after the end."));
    expect(problemOf(field(box, "Began"))).toBe("Is after the end.");
  });
});

describe("what cannot be taken back", () => {
  const ask = (message: string | null, done: string[]) => (
    <ConfirmButton
      label="Revoke"
      confirmLabel="Revoke the key"
      onConfirm={async () => {
        done.push("revoked");
        return { message };
      }}
    >
      Programs that use it are refused from then on.
    </ConfirmButton>
  );
  const inDocument = (selector: string, name: string) => named(document, selector, name);

  test("says what will happen and does it on the second click alone", async () => {
    const done: string[] = [];
    const { box } = await mount(ask(null, done));
    await click(named(box, "button", "Revoke"));
    expect(document.body.textContent).toContain("Programs that use it are refused from then on.");
    expect(done).toEqual([]);
    await click(inDocument("button", "Revoke the key"));
    expect(done).toEqual(["revoked"]);
    expect(inDocument("button", "Revoke the key")).toBeUndefined();
  });

  test("is kept by the other button", async () => {
    const done: string[] = [];
    const { box } = await mount(ask(null, done));
    await click(named(box, "button", "Revoke"));
    await click(inDocument("button", "Keep"));
    expect(done).toEqual([]);
  });

  test("that was refused says why, and can be tried again", async () => {
    const done: string[] = [];
    const { box } = await mount(ask("It is revoked already.", done));
    await click(named(box, "button", "Revoke"));
    await click(inDocument("button", "Revoke the key"));
    expect(document.querySelector("[role=alert]")!.textContent).toBe("It is revoked already.");
    await click(inDocument("button", "Revoke the key"));
    expect(done).toHaveLength(2);
  });
});

describe("a list of things to do", () => {
  test("is gone through by arrows, around its ends, and does what is chosen after it closed", async () => {
    const done: string[] = [];
    const items = ["one", "two"].map((label) => ({ key: label, label, onChoose: () => done.push(label) }));
    const { box } = await mount(<FloatList items={items} close={() => done.push("closed")} />);
    const [first, second] = [...box.querySelectorAll("button")] as [HTMLButtonElement, HTMLButtonElement];
    first.focus();
    await press(first, "ArrowDown");
    expect(document.activeElement).toBe(second);
    await press(second, "ArrowDown");
    expect(document.activeElement).toBe(first);
    await press(first, "ArrowUp");
    expect(document.activeElement).toBe(second);
    await click(second);
    expect(done).toEqual(["closed", "two"]);
  });
});

describe("states", () => {
  test("an error says what to quote and lets one try again", async () => {
    let tries = 0;
    const { box } = await mount(
      <ErrorState title="It went wrong" reference="abc123" onRetry={() => (tries += 1)}>
        Try again.
      </ErrorState>,
    );
    expect(box.querySelector("[role=alert] h1")!.textContent).toBe("It went wrong");
    expect(box.querySelector("code")!.textContent).toBe("abc123");
    await click(named(box, "button", "Try again"));
    expect(tries).toBe(1);
  });

  test("nothing to see says where to go", async () => {
    const { box } = await mount(
      <EmptyState title="No change matches" actions={<a href="/changes">All</a>} />,
    );
    expect(box.querySelector("h2")!.textContent).toBe("No change matches");
    expect(box.querySelector("a")!.getAttribute("href")).toBe("/changes");
  });

  test("a filter that cannot be used names its word", async () => {
    const { box } = await mount(
      <RefusedFilter path="/ai" problems={[{ path: "severity", message: "must be 1 to 5" }]} />,
    );
    expect(box.querySelector("li")!.textContent).toBe("severity must be 1 to 5");
    expect(named(box, "a", "Start without a filter")!.getAttribute("href")).toBe("/ai");
  });

  test("what came of a form is an alert only where it is bad", async () => {
    const good = await mount(<Told outcome={{ tone: "good", words: "Saved." }} />);
    expect(good.box.querySelector("[role=status]")!.textContent).toBe("Saved.");
    const bad = await mount(<Refusal>Not saved.</Refusal>);
    expect(bad.box.querySelector("[role=alert]")!.textContent).toBe("Not saved.");
    const none = await mount(<Refusal>{null}</Refusal>);
    expect(none.box.textContent.trim()).not.toContain("Not saved.");
  });
});

describe("somebody else was faster", () => {
  const labels = { name: "Name", owner: "Owner" };

  test("theirs comes in where nothing was typed, and what was typed stays", () => {
    const met = overtaken({
      from: { name: "Cart", owner: "" },
      stored: { name: "Basket", owner: "Ana" },
      typed: { name: "Trolley", owner: "" },
      labels,
    });
    expect(met.values).toEqual({ name: "Trolley", owner: "Ana" });
    expect(met.problem).toContain("Name: Basket; Owner: Ana");
  });

  test("is told in words where theirs is empty", () => {
    const met = overtaken({
      from: { name: "Cart", owner: "Ana" },
      stored: { name: "Cart", owner: "" },
      typed: { name: "Cart", owner: "Ben" },
      labels,
    });
    expect(met.problem).toContain("Owner: not recorded");
    expect(met.values.owner).toBe("Ben");
  });
});

describe("the frame of all pages", () => {
  const shell = (permissions: Parameters<typeof Shell>[0]["permissions"]) => (
    <Shell organisation="Wexmoor" zone="Europe/Berlin, UTC+01:00" permissions={permissions}>
      <p>content</p>
    </Shell>
  );
  const pages = (box: HTMLElement) =>
    [...box.querySelectorAll("nav[aria-label=Pages] a")].map((one) => one.textContent);

  test("offers to each what they may open", async () => {
    const reader = await mount(shell(["read"]));
    expect(pages(reader.box)).toContain("Trends");
    for (const page of ["Import", "People and keys", "Settings", "Audit"])
      expect(pages(reader.box)).not.toContain(page);
    const writer = await mount(shell(["read", "import.run"]));
    expect(pages(writer.box)).toContain("Import");
  });

  test("marks the page that is open, and the list of a record that is", async () => {
    const current = async (path: string) =>
      (await mount(shell(["read"]), { path })).box.querySelector("nav a[aria-current=page]")?.textContent;
    expect(await current("/")).toBe("Overview");
    expect(await current("/incidents/12")).toBe("Incidents");
    expect(await current("/blast-radius")).toBe("Blast radius");
    expect(await current("/account")).toBeUndefined();
  });

  test("names the zone that the address asks for, and the organisation's where there is none such", async () => {
    const zone = async (search: string) => (await mount(shell(["read"]), { search })).box.textContent;
    expect(await zone("zone=Asia/Tokyo")).toContain("Asia/Tokyo, UTC+09:00");
    expect(await zone("zone=Atlantis")).toContain("Europe/Berlin, UTC+01:00");
  });

  test("lets a keyboard skip to the content, and a phone open the menu", async () => {
    const { box } = await mount(shell(["read"]));
    expect(box.querySelector("a")!.getAttribute("href")).toBe("#content");
    expect(box.querySelector("main")!.id).toBe("content");
    const menu = named(box, "button", "Open the menu")!;
    expect(menu.getAttribute("aria-expanded")).toBe("false");
    await click(menu);
    expect(named(box, "button", "Close the menu")!.getAttribute("aria-expanded")).toBe("true");
    expect(document.getElementById(menu.getAttribute("aria-controls")!)!.hasAttribute("data-opened")).toBe(
      true,
    );
  });
});
