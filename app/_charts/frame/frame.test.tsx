// @vitest-environment happy-dom
import { act } from "react";
import { describe, expect, onTestFinished, test } from "vitest";
import { click, mount, named, polled, press } from "#app/testing-dom.ts";
import { BucketBars } from "../pictures/bucket-bars.tsx";
import { HeatMap } from "../pictures/heat-map.tsx";
import { LorenzCurve } from "../pictures/lorenz-curve.tsx";
import { PartBars } from "../pictures/part-bars.tsx";
import { RowBars } from "../pictures/row-bars.tsx";
import { wordsOf } from "../testing-marks.ts";

/** What the frame gives every picture, whatever is in it. */

const rows = (
  <RowBars
    title="Incidents by system"
    unit="incidents"
    means="Of systems that were reached."
    reads="The longest first."
    n={43}
    href="/incidents?all"
    note="Checkout is reached most."
    noun="System"
    items={[
      { key: "checkout", label: "Checkout", value: 40, href: "/incidents?system=checkout" },
      { key: "cart", label: "Cart", value: 3, detail: "one of them Sev-1" },
      { key: "none", label: '=HYPERLINK("x")', value: null },
    ]}
  />
);

const weeks = (values: (number | null)[]) =>
  values.map((orders, index) => ({
    start: Date.UTC(2026, 0, 5 + 7 * index),
    complete: true,
    values: { orders },
    href: `/incidents?week=${index}`,
    hrefs: index === 0 ? { orders: "/incidents?week=0&recorded=lostOrders" } : undefined,
  }));
const bars = (
  <BucketBars
    bucket="week"
    zone="UTC"
    title="Lost orders"
    unit="lost orders per week"
    means="The sum of what was recorded."
    heavyTailed
    series={[{ key: "orders", label: "Lost orders", colour: "var(--accent)" }]}
    buckets={weeks([10, 4000, null])}
  />
);

const pictureIn = (box: HTMLElement) => box.querySelector<HTMLElement>("[role=img]")!;
/** Where pointers are told of: the box around the drawing. */
const planeIn = (box: HTMLElement) =>
  pictureIn(box).querySelector<HTMLElement>("svg")!.closest("div[style*=relative]")!;
const tipIn = (box: HTMLElement) => pictureIn(box).querySelector("table")?.closest("div") ?? null;

async function point(element: Element, type: string, x: number, y: number) {
  const made =
    type === "click"
      ? new MouseEvent(type, { clientX: x, clientY: y, bubbles: true })
      : new PointerEvent(type, { clientX: x, clientY: y, bubbles: true });
  await act(async () => element.dispatchEvent(made));
}

const button = (box: HTMLElement, name: string) => named(box, "button", name);

describe("a framed picture", () => {
  test("says its title, its unit with what it rests on, its note, and opens what that counts", async () => {
    const { box } = await mount(rows);
    expect(box.querySelector("article h2")!.textContent).toBe("Incidents by system");
    expect(box.textContent).toContain("incidents, n\u00a0=\u00a043 incidents");
    expect(box.textContent).toContain("Checkout is reached most.");
    const link = box.querySelector("footer a")!;
    expect([link.textContent, link.getAttribute("href")]).toEqual(["Open incidents", "/incidents?all"]);
  });

  test("tells those who do not see it what it shows", async () => {
    const { box } = await mount(rows);
    expect(pictureIn(box).getAttribute("aria-label")).toMatch(/^Incidents by system: Checkout 40, Cart 3/);
  });

  test("is drawn anew for the width it has", async () => {
    const wide = await mount(rows, { width: 640 });
    const narrow = await mount(rows, { width: 320 });
    const width = ({ box }: { box: HTMLElement }) =>
      pictureIn(box).querySelector("svg")!.getAttribute("width");
    expect([width(wide), width(narrow)]).toEqual(["640", "320"]);
    expect(wordsOf(pictureIn(narrow.box))).toContain("Checkout");
  });

  test("with nothing to show says so and offers no table, file or picture", async () => {
    const { box } = await mount(
      <RowBars title="Nothing" unit="incidents" means="None." noun="System" items={[]} />,
    );
    expect(box.textContent).toContain("No data in this period");
    expect(box.querySelector("[role=img]")).toBeNull();
    expect(button(box, "Nothing as table")).toBeUndefined();
    expect(button(box, "Download Nothing")).toBeUndefined();
  });
});

describe("as a table", () => {
  test("it has every value, words for what is missing, and the same links", async () => {
    const { box } = await mount(rows);
    await click(button(box, "Incidents by system as table"));
    expect(box.querySelector("[role=img]")).toBeNull();
    const cells = [...box.querySelectorAll("tbody tr")].map((row) =>
      [...row.children].map((cell) => cell.textContent),
    );
    expect(cells).toEqual([
      ["Checkout", "40", ""],
      ["Cart", "3", "one of them Sev-1"],
      ['=HYPERLINK("x")', "no data", ""],
    ]);
    expect(box.querySelector("tbody a")!.getAttribute("href")).toBe("/incidents?system=checkout");
    await click(button(box, "Incidents by system as table"));
    expect(pictureIn(box)).not.toBeNull();
  });

  test("it is saved as CSV by the one writer: unrounded, unguessed, and nothing that a spreadsheet would run", async () => {
    const saved: { name: string; blob: Blob }[] = [];
    const { createObjectURL } = URL;
    const held = HTMLAnchorElement.prototype.click;
    onTestFinished(() => {
      URL.createObjectURL = createObjectURL;
      HTMLAnchorElement.prototype.click = held;
    });
    let last: Blob;
    URL.createObjectURL = (blob) => {
      last = blob as Blob;
      return "blob:saved";
    };
    HTMLAnchorElement.prototype.click = function click(this: HTMLAnchorElement) {
      saved.push({ name: this.download, blob: last });
    };
    const { box } = await mount(rows);
    const panel = box.querySelector("[role=dialog][aria-label='Download Incidents by system']")!;
    await act(async () => {
      panel.dispatchEvent(Object.assign(new Event("toggle"), { newState: "open" }));
    });
    Object.assign(panel, { hidePopover() {} });
    await click(
      [...panel.querySelectorAll("button")].find(({ textContent }) => textContent === "Figures (CSV)"),
    );
    await polled(() => saved.length).toBe(1);
    expect(saved[0]!.name).toBe("incidents-by-system.csv");
    const bytes = new Uint8Array(await saved[0]!.blob.arrayBuffer());
    expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    expect(new TextDecoder().decode(bytes)).toBe(
      'System,Value,Detail\r\nCheckout,40,\r\nCart,3,one of them Sev-1\r\n"\'=HYPERLINK(""x"")",,\r\n',
    );
  });
});

describe("under the pointer", () => {
  test("a row says its values in the tip, and is left when the pointer goes", async () => {
    const { box } = await mount(rows);
    expect(tipIn(box)).toBeNull();
    await point(planeIn(box), "pointermove", 200, 20);
    expect(tipIn(box)!.textContent).toBe("CheckoutAll40Click to open");
    await point(planeIn(box), "pointermove", 200, 60);
    expect(tipIn(box)!.textContent).toBe("CartAll3one of them Sev-1");
    await point(planeIn(box), "pointerout", 900, 900);
    await act(async () => planeIn(box).dispatchEvent(new PointerEvent("pointerleave")));
  });

  test("a click opens what the place stands for, whichever bucket that is", async () => {
    const { box, visited } = await mount(bars);
    const plane = planeIn(box);
    // Three weeks share the plot, which begins after the labels of the axis.
    await point(plane, "click", 150, 60);
    await point(plane, "click", 350, 60);
    await point(plane, "click", 600, 60);
    expect(visited).toEqual(["/incidents?week=0", "/incidents?week=1", "/incidents?week=2"]);
  });

  test("a click on a bar opens that part of the bucket alone", async () => {
    const { box, visited } = await mount(bars);
    await click(pictureIn(box).querySelector(".recharts-rectangle"));
    expect(visited).toEqual(["/incidents?week=0&recorded=lostOrders"]);
  });

  test("a part of a row opens what it stands for", async () => {
    const { box, visited } = await mount(
      <PartBars
        title="With and without AI"
        unit="parts"
        means="Parts."
        itemNoun="Of all"
        parts={[
          { key: "ai", label: "AI", colour: "var(--ai)" },
          { key: "other", label: "Not AI", colour: "var(--other)" },
        ]}
        items={[
          { key: "all", label: "All", values: { ai: 1, other: 3 }, hrefs: { ai: "/incidents?ai=primary" } },
        ]}
      />,
    );
    const parts = [...pictureIn(box).querySelectorAll("rect[fill^='var(--']")].filter(
      (one) => one.closest("defs") === null,
    );
    await click(parts[0]);
    await click(parts[1]);
    expect(visited).toEqual(["/incidents?ai=primary"]);
  });

  test("words in a picture that stand for incidents open them", async () => {
    const { box, visited } = await mount(
      <LorenzCurve
        title="Concentration"
        unit="share"
        means="How few."
        measure="lost orders"
        gini={0.5}
        worst={[{ fraction: 0.1, share: 0.6, href: "/incidents?worst" }]}
        points={[
          { population: 0, share: 0 },
          { population: 1, share: 1 },
        ]}
      />,
    );
    await click(
      [...pictureIn(box).querySelectorAll("text")].find(({ textContent }) =>
        textContent!.startsWith("worst"),
      ),
    );
    expect(visited).toEqual(["/incidents?worst"]);
  });
});

describe("by keys", () => {
  const heard = (box: HTMLElement) => box.querySelector("[aria-live=polite]")!.textContent;

  test("arrows go from value to value and read it out, Enter opens it, Escape leaves", async () => {
    const { box, visited } = await mount(rows);
    const picture = pictureIn(box);
    expect(picture.tabIndex).toBe(0);
    await press(picture, "ArrowDown");
    expect(heard(box)).toBe("Checkout, All 40");
    await press(picture, "Enter");
    expect(visited).toEqual(["/incidents?system=checkout"]);
    await press(picture, "ArrowRight");
    expect(heard(box)).toBe("Cart, All 3, one of them Sev-1");
    await press(picture, "ArrowUp");
    await press(picture, "ArrowUp");
    expect(heard(box)).toBe("Checkout, All 40");
    await press(picture, "Escape");
    expect(heard(box)).toBe("");
    expect(tipIn(box)).toBeNull();
  });

  test("Home and End go to the ends, beyond which there is nothing", async () => {
    const { box } = await mount(bars);
    const picture = pictureIn(box);
    await press(picture, "End");
    expect(heard(box)).toContain("week of 19 Jan 2026");
    expect(heard(box)).toContain("no data");
    await press(picture, "ArrowRight");
    expect(heard(box)).toContain("week of 19 Jan 2026");
    await press(picture, "Home");
    expect(heard(box)).toContain("week of 5 Jan 2026");
  });

  test("keys that mean nothing here are left to the page", async () => {
    const { box } = await mount(rows);
    const event = new KeyboardEvent("keydown", { key: "PageDown", bubbles: true, cancelable: true });
    await act(async () => pictureIn(box).dispatchEvent(event));
    expect(event.defaultPrevented).toBe(false);
  });
});

describe("a logarithmic axis", () => {
  test("is offered where few values dwarf the rest, and shows both", async () => {
    const { box } = await mount(bars);
    const words = () => wordsOf(pictureIn(box));
    expect(words()).toContain("6,000");
    await click(button(box, "Log axis"));
    expect(button(box, "Log axis")!.getAttribute("aria-pressed")).toBe("true");
    expect(words()).toEqual(expect.arrayContaining(["10", "100", "1,000"]));
    expect(words()).not.toContain("6,000");
  });
});

describe("cells of a table in colours", () => {
  test("are stronger the more they hold, and hatched where nothing is known", async () => {
    const axis = (keys: string[]) => keys.map((key) => ({ key, label: key }));
    const { box } = await mount(
      <HeatMap
        title="Rhythm"
        unit="incidents"
        means="When."
        rowNoun="Day"
        columnNoun="Hour"
        valueLabel="Incidents"
        rows={axis(["Monday"])}
        columns={axis(["a", "b", "c"])}
        cells={[
          { row: "Monday", column: "a", value: 0 },
          { row: "Monday", column: "b", value: 10 },
          { row: "Monday", column: "c", value: null },
          { row: "Sunday", column: "a", value: 99 },
        ]}
      />,
    );
    const fills = [...pictureIn(box).querySelectorAll("svg > g > rect")].map(
      (cell) => cell.getAttribute("fill")!,
    );
    expect(fills).toHaveLength(3);
    // The one of a day that is not shown does not count either.
    expect(fills[0]).toContain("var(--plus) 0%");
    expect(fills[1]).toMatch(/var\(--plus\) \d+%/);
    expect(fills[2]).toMatch(/^url\(#.*unknown\)$/);
  });
});
