import { RowBars } from "#app/_charts/pictures/row-bars.tsx";
import { aiInvolved, narrowed } from "#app/_server/changes-address.ts";
import { wordsFor } from "#app/_server/choices.ts";
import { getAiShare } from "#lib/analytics/ai-share.ts";
import { meaningOf } from "#lib/analytics/meaning.ts";
import { formatCount, formatPlural } from "#lib/format.ts";
import { type CardProps, links } from "./links.ts";

export function ToolCard({ answer: { tools, incidents, period }, words }: CardProps) {
  const open = links(words, period);
  return (
    <RowBars
      title="AI-assisted incidents by tool"
      unit="incidents"
      means={meaningOf(getAiShare, "tools")}
      n={incidents.yes}
      noun="Tool"
      colour="var(--ai)"
      href={open.incidents(aiInvolved)}
      items={tools.map(({ tool, incidents: count, changes }) => ({
        key: tool ?? "unknown",
        label: tool ?? "Tool not recorded",
        isUnknown: tool === null,
        value: count,
        detail: `${formatPlural(changes, "change")} made with it`,
        href: open.incidents(aiInvolved, narrowed(words, "tool", [tool ?? "unknown"])),
      }))}
    />
  );
}

export function EvidenceCard({ answer: { evidence, incidents, changes, period }, words }: CardProps) {
  const open = links(words, period);
  return (
    <RowBars
      title="How it is known"
      unit="AI-assisted incidents by evidence"
      means={meaningOf(getAiShare, "evidence")}
      n={incidents.yes}
      noun="Evidence"
      colour="var(--ai)"
      href={open.incidents(aiInvolved)}
      items={evidence.map((one) => ({
        key: one.evidence,
        label: one.evidence === "none" ? "Evidence not recorded" : wordsFor(one.evidence),
        isUnknown: one.evidence === "none",
        value: one.incidents,
        detail: `${formatPlural(one.changes, "change")} of ${formatCount(changes.yes)} known in this way`,
        href: open.incidents(aiInvolved, narrowed(words, "evidence", [one.evidence])),
      }))}
    />
  );
}
