import { prerender } from "react-dom/static";
import { vi } from "vitest";
import { createKey } from "#lib/access/api-keys/write.ts";
import type { Scope } from "#lib/scope.ts";
import { withSurroundings } from "./testing-surroundings.ts";

/** The request that a page is asked by: all that a test cannot have without a server. */
const request = vi.hoisted(() => ({ headers: new Headers() }));

vi.mock("next/headers", () => ({
  headers: async () => request.headers,
  cookies: async () => ({ get: () => undefined }),
}));

/** Reads every page that follows with a key of these rights. */
export async function readAs(scope: Scope, right: "read" | "write" | "admin"): Promise<void> {
  const { key } = await createKey(scope, { name: right, scopes: [right] });
  request.headers = new Headers({ authorization: `Bearer ${key}`, host: "faultline.example" });
}

type Page = { default: (props: never) => unknown };

export type Shown = {
  /** As it travels. */
  html: string;
  /** What can be read. */
  text: string;
  /** The names of its headings, in order. */
  headings: string[];
};

/** A page as the server sends it, all of its parts awaited. */
export async function show(
  page: Page,
  { params = {}, search = "", path = "/" }: { params?: object; search?: string; path?: string } = {},
): Promise<Shown> {
  const searchParams = Promise.resolve(Object.fromEntries(new URLSearchParams(search)));
  const element = page.default({ searchParams, params: Promise.resolve(params) } as never);
  const { prelude } = await prerender(withSurroundings(element as never, { path, search }));
  const html = await new Response(prelude).text();
  const body = html.replace(/<(style|script|template)[\s\S]*?<\/\1>/g, "");
  const headings = [...body.matchAll(/<h[12][^>]*>([\s\S]*?)<\/h[12]>/g)].map(([, inner]) => wordsOf(inner!));
  return { html, text: wordsOf(body), headings };
}

const entities: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', "#x27": "'" };

function wordsOf(html: string): string {
  return html
    .replace(/<!--[\s\S]*?-->/g, "")
    .replace(/<[^>]*>/g, " ")
    .replace(/&(amp|lt|gt|quot|#x27);/g, (_, name: string) => entities[name]!)
    .replace(/\s+/g, " ")
    .trim();
}
