/** Components in a document, as a browser has them, for tests that say `@vitest-environment happy-dom`. */
import { act, type ReactNode } from "react";
import { createRoot } from "react-dom/client";
import { onTestFinished } from "vitest";
import { withSurroundings } from "./testing-surroundings.ts";

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });

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

/** Timers and effects are done, and pictures, whose programs come late, are drawn. */
async function settled(): Promise<void> {
  const isMissing = () =>
    [...document.querySelectorAll("[role=img]")].some((box) => box.querySelector("svg") === null);
  for (let turn = 0; turn < 2 || (turn < 1000 && isMissing()); turn += 1)
    await act(() => new Promise((resolve) => setTimeout(resolve, 5)));
}
