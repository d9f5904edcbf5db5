import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Metadata } from "next";
import type { ReactNode } from "react";
import ReactMarkdown, { type Components } from "react-markdown";
import remarkGfm from "remark-gfm";
import { pageScope } from "#app/_server/ask.ts";
import { PageHeader } from "#app/_ui/page-header.tsx";
import docs from "../docs.module.css";
import classes from "./definitions.module.css";

export const metadata: Metadata = { title: "Definitions" };

export default async function DefinitionsPage() {
  await pageScope();
  const text = readFileSync(join(process.cwd(), "docs/definitions.md"), "utf8");
  const parts = Array.from(text.matchAll(/^## (.+)$/gm), ([, name]) => name!);
  return (
    <>
      <PageHeader question="What does each figure mean?" />
      <nav aria-label="Parts of the definitions" className={docs.parts}>
        {parts.map((name) => (
          <a key={name} href={`#${anchorOf(name)}`}>
            {name}
          </a>
        ))}
      </nav>
      <div className={classes.text}>
        <ReactMarkdown remarkPlugins={[remarkGfm]} components={components}>
          {text.replace(/^# .*\n/, "")}
        </ReactMarkdown>
      </div>
    </>
  );
}

const components: Components = {
  h2: ({ children }) => <h2 id={anchorOf(children)}>{children}</h2>,
  h3: ({ children }) => <h3 id={anchorOf(children)}>{children}</h3>,
  table: ({ children }) => (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className={classes.scroll} tabIndex={0} aria-label="Words of the filter">
      <table>{children}</table>
    </section>
  ),
};

/** The anchor that links within the text lead to, as Markdown is read elsewhere. */
function anchorOf(children: ReactNode): string {
  return String(children)
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s-]/gu, "")
    .replace(/\s/g, "-");
}
