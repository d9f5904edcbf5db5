import Link from "next/link";
import type { Words } from "#app/_server/address.ts";
import { wordsFor } from "#app/_server/choices.ts";
import { AiBadge } from "#app/_ui/ai-badge.tsx";
import { Instant } from "#app/_ui/instant.tsx";
import {
  ListCell,
  type ListColumn,
  ListHeading,
  ListPages,
  ListSubject,
  ListTable,
} from "#app/_ui/list-table.tsx";
import type { ChangeList, ChangeSort } from "#lib/analytics/changes.ts";
import type { Change } from "#lib/changes/schema.ts";
import { formatCount, formatPlural, notRecorded } from "#lib/format.ts";
import { GuardrailSummary } from "./guardrail-list.tsx";

const columns: (ListColumn & { sort?: ChangeSort })[] = [
  { label: "Change", sort: "number", first: "descending" },
  { label: "Deployed", sort: "deployedAt", first: "descending" },
  { label: "Kind" },
  { label: "AI" },
  { label: "Approvals", sort: "approvals", first: "ascending", numeric: true },
  { label: "Guardrails", sort: "unmet", first: "descending" },
  { label: "Audit" },
  { label: "Incidents" },
];

const path = "/changes";

export function ChangesTable({ answer, words }: { answer: ChangeList; words: Words }) {
  const { items, countedWithoutAi, next, total, period } = answer;
  const sorting = { sort: words.sort ?? "-deployedAt", path, words };
  return (
    <>
      <ListTable
        label="Changes"
        caption={formatPlural(total, "change")}
        head={columns.map((column) => <ListHeading key={column.label} column={column} {...sorting} />)}
      >
        {items.map((change) => (
          <ChangeRow
            key={change.number}
            change={change}
            zone={period.zone}
            isWithoutAi={countedWithoutAi.includes(change.number)}
          />
        ))}
      </ListTable>
      <ListPages path={path} words={words} next={next} />
    </>
  );
}

function ChangeRow({ change, zone, isWithoutAi }: { change: Change; zone: string; isWithoutAi: boolean }) {
  return (
    <tr data-change={change.number}>
      <ListSubject href={`/changes/${change.number}`} title={change.title}>
        CHG-{change.number}
        {change.systemName !== null && ` · ${change.systemName}`}
        {change.tier !== null && ` · Tier ${change.tier}`}
      </ListSubject>
      <ListCell>
        <Instant at={change.deployedAt} precision={change.deployedPrecision} zone={zone} />
      </ListCell>
      <ListCell missing={change.kind === null}>
        {change.kind === null ? notRecorded : wordsFor(change.kind)}
      </ListCell>
      <ListCell>
        <AiBadge
          ai={isWithoutAi ? "none" : change.aiAssistance}
          tool={isWithoutAi ? "by its repository’s policy" : null}
        />
      </ListCell>
      <ListCell numeric missing={change.approvals === null}>
        {formatCount(change.approvals, notRecorded)}
      </ListCell>
      <ListCell>
        <GuardrailSummary check={change.guardrails} />
      </ListCell>
      <ListCell missing={change.auditedAt === null}>
        {change.auditOutcome === null ? "not audited" : wordsFor(change.auditOutcome)}
      </ListCell>
      <ListCell wraps>
        {change.incidents.map(({ number, link, title }, i) => (
          <span key={number}>
            {i > 0 && ", "}
            <Link href={`/incidents/${number}`} title={title}>
              INC-{number}
            </Link>{" "}
            ({link})
          </span>
        ))}
      </ListCell>
    </tr>
  );
}
