import { Button, Group, TextInput } from "@mantine/core";
import type { Metadata } from "next";
import Link from "next/link";
import { Suspense } from "react";
import { type SearchParams, wordsOf } from "#app/_server/address.ts";
import { ask, askOrRefuse } from "#app/_server/ask.ts";
import { permitted } from "#app/_server/permitted.ts";
import { EmptyState } from "#app/_ui/empty-state.tsx";
import { NotPermitted } from "#app/_ui/not-permitted.tsx";
import { PageHeader } from "#app/_ui/page-header.tsx";
import { RefusedFilter } from "#app/_ui/refused-filter.tsx";
import { ListSkeleton } from "#app/_ui/skeletons.tsx";
import { listAudit } from "#lib/audit/read.ts";
import { getSettings } from "#lib/settings/read.ts";
import { AuditTable } from "./audit-table.tsx";

export const metadata: Metadata = { title: "Audit" };

const fields = [
  { name: "actor", label: "Who", placeholder: "a name or id" },
  { name: "action", label: "What", placeholder: "incident.update, or incident." },
  { name: "subject", label: "On what", placeholder: "inc_…" },
  { name: "from", label: "From", type: "date" },
  { name: "to", label: "Until", type: "date" },
] as const;

export default function AuditPage(props: { searchParams: SearchParams }) {
  return (
    <Suspense fallback={<ListSkeleton />}>
      <Entries {...props} />
    </Suspense>
  );
}

async function Entries({ searchParams }: { searchParams: SearchParams }) {
  if (!(await permitted("audit.read"))) return <NotPermitted page="Audit" />;
  const given = await wordsOf(searchParams);
  const words = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== ""));
  const [asked, { zone }] = await Promise.all([askOrRefuse(listAudit, words), ask(getSettings, undefined)]);
  if ("refusal" in asked) return <RefusedFilter problems={asked.refusal.errors} path="/audit" />;
  const { items, next } = asked.answer;
  const { cursor, ...filter } = words;
  return (
    <>
      <PageHeader question="Audit" answer="Who did what, the latest first. Nothing here can be changed." />
      <form method="get" action="/audit">
        <Group align="flex-end" gap="sm">
          {fields.map((field) => (
            <TextInput key={field.name} {...field} size="sm" defaultValue={filter[field.name]} />
          ))}
          <Button type="submit" variant="default">
            Show
          </Button>
          {Object.keys(filter).length > 0 && <Link href="/audit">Show everything</Link>}
        </Group>
      </form>
      {items.length === 0 ? (
        <EmptyState title="Nothing of the kind">
          {cursor === undefined ? "Nobody did such a thing." : "This is the end of the list."}
        </EmptyState>
      ) : (
        <AuditTable entries={items} zone={zone} />
      )}
      <Group gap="md">
        {cursor !== undefined && (
          <Link href={`/audit?${new URLSearchParams(filter)}`}>Back to the latest</Link>
        )}
        {next !== null && (
          <Link href={`/audit?${new URLSearchParams({ ...filter, cursor: next })}`}>Earlier entries</Link>
        )}
      </Group>
    </>
  );
}
