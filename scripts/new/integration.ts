import { type Making, type Name, withImport, withItem, withLine } from "./making.ts";

/** A room for another tool in lib/integrations: what it sends, the files it writes, and what its words mean. */
export function newIntegration({ kebab, camel, pascal, title }: Name): Making {
  const room = `lib/integrations/${kebab}`;
  return {
    files: {
      [`${room}/words.ts`]: `import type { Status } from "#db/values.ts";
import type { SeverityWords } from "../severities.ts";

/** What ${title}'s words mean, in its webhooks and in its files. */

/** In the order in which an incident goes through them. */
export const states: Readonly<Record<string, Status>> = { open: "open", resolved: "resolved" };

export const severities: SeverityWords = { critical: 1, high: 2, medium: 3, low: 4 };
`,
      [`${room}/hook.ts`]: hookText({ kebab, camel, pascal, title }),
      [`${room}/profile.ts`]: `import type { Profile } from "../profile.ts";
import { severities, states } from "./words.ts";

export const ${camel}: Profile = {
  name: "${kebab}",
  label: "${title}",
  target: "incidents",
  source: "${kebab}",
  requires: ["${title} id", "Title", "Started at"],
  fields: {
    externalId: ["${title} id"],
    title: ["Title"],
    status: ["Status"],
    severity: ["Severity"],
    startedAt: ["Started at"],
    resolvedAt: ["Resolved at"],
    systems: ["Service"],
  },
  severity: severities,
  values: { status: states },
};
`,
      [`${room}/${kebab}.test.ts`]: `import { expect, test } from "vitest";
import { webhookActor } from "#lib/actor.ts";
import { testScope } from "#lib/testing.ts";
import { receive${pascal} } from "./hook.ts";

test("${title} tells an incident in one record, whatever comes twice or late", async () => {
  const scope = { ...(await testScope()), actor: webhookActor("${title}") };
  const payload = { id: "1", title: "Checkout is slow", status: "open", updated_at: "2026-03-05T14:00:00Z" };
  const { result } = await receive${pascal}(scope, { payload });
  expect.fail(
    \`Put here messages and a file as ${title} documents them, and what they come to; then make ${room}/hook.ts, words.ts and profile.ts of them. The message made up here was \${result}.\`,
  );
});
`,
    },
    edits: {
      "db/values.ts": (text) =>
        withItem(text, { after: "export const hookSenders = [", closes: "] as const", item: `"${kebab}"` }),
      "lib/hooks/schema.ts": (text) =>
        withLine(text, {
          after: "export const senderNames",
          closes: "};",
          line: `  "${kebab}": "${title}",\n`,
        }),
      "lib/integrations/profiles.ts": (text) =>
        withLine(withImport(text, `import { ${camel} } from "./${kebab}/profile.ts";`), {
          after: "export const toolProfiles",
          closes: "];",
          line: `  ${camel},\n`,
        }),
      "lib/imports/mapping/profiles.test.ts": (text) =>
        withLine(text, {
          after: "const cases: Case[] = [",
          closes: "\n];",
          line: `
  {
    profile: "${kebab}",
    content: file("${title} id,Title,Status,Severity,Started at,Resolved at,Service", {
      "${title} id": "1",
      Title: "Checkout is slow",
      Status: "open",
      Severity: "critical",
      "Started at": "2026-03-05T14:00:00Z",
      Service: "checkout",
    }),
    expected: {
      source: "${kebab}",
      externalId: "1",
      title: "Checkout is slow",
      status: "open",
      severity: 1,
      startedAt: at("2026-03-05T14:00:00Z"),
    },
  },`,
        }),
      "app/_server/contract/hooks.ts": (text) =>
        withLine(
          withImport(
            text,
            `import { ${pascal}Payload, receive${pascal} } from "#lib/integrations/${kebab}/hook.ts";`,
          ),
          {
            after: "export const hooksContract = {",
            closes: "\n};",
            line: `
  hook${pascal}: endpoint({
    method: "POST",
    path: "/hooks/${kebab}",
    operation: receive${pascal},
    hook: "${kebab}",
    body: ${pascal}Payload,
    flags: ["createSystems"],
    input: (received) => hookOf(received, []),
  }),`,
          },
        ),
      "docs/hooks.md": (text) =>
        `${withLine(text, { after: "| sender |", closes: "\n\n", line: `\n| ${title} | \`/api/v1/hooks/${kebab}\` | key | incidents |` })}
## ${title}

${title} sends a key. Its webhook goes to \`https://your-host/api/v1/hooks/${kebab}\`.

| from ${title} | here |
|---|---|
| \`id\` | \`externalId\`, with the source \`${kebab}\` |
| \`status\` open, resolved | open, resolved |
`,
    },
    next: [
      `Find what ${title} documents: its webhooks, its export, its states and severities. Without webhooks take hook.ts and its lines in db/values.ts, lib/hooks/schema.ts, app/_server/contract/hooks.ts and docs/hooks.md away; without files take profile.ts and its lines in lib/integrations/profiles.ts and lib/imports/mapping/profiles.test.ts away.`,
      `Write its claims in ${room}/${kebab}.test.ts, which fails until you do.`,
      `Say in ${room}/words.ts what its words mean, once for webhooks and files.`,
      `Describe it in docs/hooks.md; a sender that signs its messages has a proof.ts here and stands in lib/integrations/proofs.ts.`,
      "npm run check.",
    ],
  };
}

function hookText({ kebab, camel, pascal, title }: Name): string {
  return `import { z } from "zod";
import type { IncidentReport, Placed, Sender } from "#lib/hooks/schema.ts";
import { receiver } from "#lib/hooks/write.ts";
import { Instant, parse } from "#lib/parse.ts";
import { proposeSeverity } from "../severities.ts";
import { Id, inOrder, iso, line, Moment, joinNames, systemCalled, Text } from "../text.ts";
import { severities, states } from "./words.ts";

/** ${title}: each message holds the incident as it was at \`updated_at\`. */

export const ${pascal}Payload = z.looseObject({
  id: Id,
  title: Text,
  status: z.string().max(100),
  severity: Text,
  service: Text,
  started_at: Moment,
  updated_at: Instant,
});

interface Told {
  title: string | null;
  status: string;
  severity: string | null;
  service: string | null;
  startedAt: string;
}

const ${camel}: Sender<Told> = {
  name: "${kebab}",
  speaksOfIncidents: () => true,
  decode(payload) {
    const { id, title, status, severity, service, started_at, updated_at } = parse(${pascal}Payload, payload);
    if (!Object.hasOwn(states, status)) return { ignored: \`The status \${line(status, 100)} is not known.\` };
    const told: Told = {
      title: line(title, 500),
      status,
      severity: line(severity, 100),
      service: line(service, 200),
      startedAt: iso(started_at ?? updated_at)!,
    };
    return { subject: joinNames(id), facts: [{ key: \`\${status} \${iso(updated_at)}\`, at: updated_at, data: told }] };
  },
  project,
};

export const receive${pascal} = receiver(${camel}, "Take in a webhook of ${title}: incidents");

function project(subject: string, facts: readonly Placed<Told>[]): IncidentReport[] {
  const latest = inOrder(facts).at(-1);
  if (latest === undefined) return [];
  const { title, status, severity, service, startedAt } = latest.data;
  return [
    {
      kind: "incident",
      body: {
        source: "${kebab}",
        externalId: subject,
        kind: "incident",
        title: title ?? \`${title} incident \${subject}\`,
        severity: severity === null ? null : proposeSeverity(severity, severities),
        severityRaw: severity,
        startedAt: new Date(startedAt),
        status: states[status]!,
        resolvedAt: states[status] === "resolved" ? latest.at : null,
      },
      systems: systemCalled(service),
      notes: [],
    },
  ];
}
`;
}
