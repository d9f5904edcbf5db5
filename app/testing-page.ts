import { prerender } from "react-dom/static";
import { withSurroundings } from "./testing-surroundings.ts";

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
