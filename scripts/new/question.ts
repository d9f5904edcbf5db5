import { type Making, type Name, withImport, withLine } from "./making.ts";

/** A question of lib/analytics: the figure, its endpoint, chapter and page, and a test that has still to be written. */
export function newQuestion({ kebab, camel, pascal, title }: Name, asks: string): Making {
  const file = `lib/analytics/${kebab}.ts`;
  const imported = `import { get${pascal} } from "#lib/analytics/${kebab}.ts";`;
  return {
    files: {
      [file]: `import type { z } from "zod";
import { formatPlural } from "#lib/format.ts";
import { question } from "./question.ts";
import { InWords } from "./shapes.ts";

/** ${asks} */

export type ${pascal} = z.infer<typeof get${pascal}.definition.answer>;

export const get${pascal} = question({
  name: "${kebab}",
  summary: ${JSON.stringify(asks)},
  parameters: {},
  answer: { text: InWords },
  compute: ({ rows }) => ({ text: \`\${formatPlural(rows.length, "incident")} began in this period.\` }),
});
`,
      [`lib/analytics/${kebab}.test.ts`]: `import { expect, test } from "vitest";
import { testScope } from "#lib/testing.ts";
import { get${pascal} } from "./${kebab}.ts";

test(${JSON.stringify(asks)}, async () => {
  const scope = await testScope();
  const { text } = await get${pascal}(scope, {});
  expect.fail(
    \`Write what ${kebab} answers: its members in ${file}, each with its meaning, and here what they are over a few incidents. Today it answers only “\${text}”\`,
  );
});
`,
      [`app/(dashboard)/${kebab}/page.tsx`]: `import type { Metadata } from "next";
import type { SearchParams } from "#app/_server/address.ts";
import { ReadingPage } from "#app/_server/reading-page.tsx";
${imported}

export const metadata: Metadata = { title: "${title}" };

export default function ${pascal}Page({ searchParams }: { searchParams: SearchParams }) {
  return (
    <ReadingPage
      question=${JSON.stringify(asks)}
      query={get${pascal}}
      path="/${kebab}"
      ofIncidents
      searchParams={searchParams}
    >
      {() => null}
    </ReadingPage>
  );
}
`,
    },
    edits: {
      "app/_server/contract/analytics.ts": (text) =>
        withLine(withImport(text, imported), {
          after: "export const analyticsContract = {",
          closes: "};",
          line: `  ${camel}: listEndpoint("/analytics/${kebab}", get${pascal}),\n`,
        }),
      "scripts/definitions/chapters.ts": (text) =>
        withLine(withImport(text, imported), {
          after: "export const chapters: Chapter[] = [",
          closes: "];",
          line: `  chapter("${title}", get${pascal}),\n`,
        }),
      "app/_ui/navigation.ts": (text) =>
        withLine(text.replace("import {\n", "import {\n  IconQuestionMark,\n"), {
          after: 'label: "Read",',
          closes: "    ],\n",
          line: `      { href: "/${kebab}", label: "${title}", icon: IconQuestionMark },\n`,
        }),
    },
    next: [
      `Say in ${file} over which incidents it looks and what its figures rest on; give it members, each with \`describe\` or \`meta\`.`,
      `Write its claims in lib/analytics/${kebab}.test.ts, which fails until you do.`,
      `Draw it in app/(dashboard)/${kebab}/page.tsx: pictures are in app/_charts, and \`meaningOf\` says what they mean.`,
      "Give it an icon of its own in app/_ui/navigation.ts.",
      "npm run definitions, after each change of what it says of itself; then npm run check.",
    ],
  };
}
