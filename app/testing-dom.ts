/** Components in a document, as a browser has them, for tests that say `@vitest-environment happy-dom`. */
import { act, type ReactNode } from "react";
import { createRoot } from "react-dom/client";
import { expect, onTestFinished } from "vitest";
import { withSurroundings } from "./testing-surroundings.ts";

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
// Fonts never arrive here; fields that grow with their text listen for them.
Object.defineProperty(document, "fonts", { value: new EventTarget() });
// The document knows no <search> yet, which React would take for a slip.
Object.defineProperty(HTMLUnknownElement.prototype, Symbol.toStringTag, { value: "HTMLElement" });

export type Mounted = {
  box: HTMLElement;
  /** Addresses that were gone to, in order. */
  visited: string[];
  again: (element: ReactNode) => Promise<void>;
};

type Of = { width?: number; path?: string; search?: string };

/** Mounts under what the layout provides, waits until everything lazy is there, and takes it down after the test. */
export async function mount(element: ReactNode, of: Of = {}): Promise<Mounted> {
  const visited: string[] = [];
  const within = (inner: ReactNode) => withSurroundings(inner, { ...of, onGo: (href) => visited.push(href) });
  const width = of.width ?? 640;
  const box = document.createElement("div");
  document.body.append(box);
  // The document has no layout of its own: boxes are as wide as the test says, and as high as their style does.
  Object.defineProperty(HTMLElement.prototype, "clientWidth", { configurable: true, get: () => width });
  Object.defineProperty(HTMLElement.prototype, "clientHeight", { configurable: true, get: heightOf });
  const root = createRoot(box);
  const again = async (inner: ReactNode) => {
    await act(async () => root.render(within(inner)));
    await settled();
  };
  onTestFinished(async () => {
    await act(async () => root.unmount());
    box.remove();
  });
  await again(element);
  return { box, visited, again };
}

function heightOf(this: HTMLElement): number {
  const own = Number.parseFloat(this.style.height);
  if (Number.isFinite(own) && !this.style.height.endsWith("%")) return own;
  return this.parentElement === null ? 0 : this.parentElement.clientHeight;
}

/** Timers and effects are done, pictures, whose programs come late, are drawn, and what was sent is answered. */
async function settled(): Promise<void> {
  const isComing = () =>
    document.querySelector("[data-loading=true]") !== null ||
    [...document.querySelectorAll("[role=img]")].some((box) => box.querySelector("svg") === null);
  for (let turn = 0; turn < 2 || (turn < 1000 && isComing()); turn += 1)
    await act(() => new Promise((resolve) => setTimeout(resolve, 5)));
}

export async function click(element: Element | null | undefined): Promise<void> {
  if (!element) throw new Error("There is nothing to click.");
  await act(async () => {
    element.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true }));
  });
  await settled();
}

export async function press(element: Element, key: string): Promise<KeyboardEvent> {
  const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true });
  await act(async () => {
    element.dispatchEvent(event);
  });
  return event;
}

/** Types as React hears it: by the setter of the element itself. */
export async function type(field: Element | null | undefined, text: string): Promise<void> {
  if (!field) throw new Error("There is no field to type into.");
  const set = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), "value")!.set!;
  await act(async () => {
    set.call(field, text);
    field.dispatchEvent(new Event(field.localName === "select" ? "change" : "input", { bubbles: true }));
  });
}

export async function submit(form: Element | null | undefined): Promise<void> {
  if (!form) throw new Error("There is no form to send.");
  await act(async () => {
    form.dispatchEvent(new Event("submit", { bubbles: true, cancelable: true }));
  });
  await settled();
}

/** The button, link or other element that is called so. */
export function named(box: ParentNode, selector: string, name: string): HTMLElement | undefined {
  return [...box.querySelectorAll<HTMLElement>(selector)].find(
    (one) => (one.getAttribute("aria-label") ?? one.textContent.trim()) === name,
  );
}

/** The field under a label. */
export function field(box: ParentNode, label: string): HTMLInputElement | undefined {
  const of = [...box.querySelectorAll("label")].find(
    (one) => one.textContent.replace(/\s*\*$/, "") === label,
  );
  return of === undefined ? undefined : (document.getElementById(of.htmlFor) as HTMLInputElement);
}

/** What is said to be wrong with a field. */
export function problemOf(input: HTMLElement | undefined): string | null {
  const ids = input?.getAttribute("aria-describedby")?.split(" ") ?? [];
  const said = ids.map((id) => document.getElementById(id)).filter((one) => one?.id.endsWith("-error"));
  return said[0]?.textContent ?? null;
}

/** What a server's answer brings, once it is there. */
export async function appears(box: ParentNode, selector: string): Promise<HTMLElement> {
  for (let turn = 0; turn < 400 && box.querySelector(selector) === null; turn += 1)
    await act(() => new Promise((resolve) => setTimeout(resolve, 10)));
  const found = box.querySelector<HTMLElement>(selector);
  if (found === null) throw new Error(`${selector} did not appear.`);
  return found;
}

type Claims = Record<
  "toBe" | "toEqual" | "toHaveLength" | "toContain" | "toBeNull" | "toBeDefined",
  (...of: unknown[]) => Promise<void>
>;

/** As `expect.poll`, while the document goes on with what it is about. */
export function polled(read: () => unknown): Claims {
  const claim =
    (name: string) =>
    async (...of: unknown[]) => {
      let last: unknown;
      for (let turn = 0; turn < 300; turn += 1) {
        await act(() => new Promise((resolve) => setTimeout(resolve, 10)));
        // What is read may take its time, and the document does not wait for it.
        const value = await act(async () => read());
        try {
          (expect(value) as unknown as Record<string, (...given: unknown[]) => void>)[name]!(...of);
          return;
        } catch (error) {
          last = error;
        }
      }
      throw last;
    };
  return new Proxy({} as Claims, { get: (_, name) => claim(String(name)) });
}
