import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Metadata } from "next";
import { pageScope } from "#app/_server/ask.ts";
import { PageHeader } from "#app/_ui/page-header.tsx";
import { anchorOf, markdownAsHtml } from "#lib/markdown.ts";
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
      <div
        className={classes.text}
        // biome-ignore lint/security/noDangerouslySetInnerHtml: it is a document of the repository, and made where nothing becomes markup
        dangerouslySetInnerHTML={{ __html: markdownAsHtml(text.replace(/^# .*\n/, ""), "document") }}
      />
    </>
  );
}
