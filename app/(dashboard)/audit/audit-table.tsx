import {
  Code,
  Paper,
  Table,
  TableScrollContainer,
  TableTbody,
  TableTd,
  TableTh,
  TableThead,
  TableTr,
} from "@mantine/core";
import Link from "next/link";
import { Instant } from "#app/_ui/instant.tsx";
import type { AuditEntry } from "#lib/audit/read.ts";
import classes from "./audit.module.css";

/** Where a record can be looked at, by the prefix of its name. */
const pages: Record<string, (id: string) => string> = {
  inc: (id) => `/incidents/${id}`,
  chg: (id) => `/changes/${id}`,
  imp: (id) => `/import/${id}`,
};

export function AuditTable({ entries, zone }: { entries: AuditEntry[]; zone: string }) {
  return (
    <Paper withBorder>
      <TableScrollContainer minWidth={820} type="native" className="scrolls" tabIndex={0}>
        <Table verticalSpacing="xs">
          <TableThead>
            <TableTr>
              <TableTh>When</TableTh>
              <TableTh>Who</TableTh>
              <TableTh>What</TableTh>
              <TableTh>On what</TableTh>
              <TableTh>Change</TableTh>
            </TableTr>
          </TableThead>
          <TableTbody>
            {entries.map((entry) => (
              <TableTr key={entry.id}>
                <TableTd className={classes.when}>
                  <Instant at={entry.at} zone={zone} style="second" />
                </TableTd>
                <TableTd>
                  {entry.actorName}
                  {entry.actorKind !== "person" && <span className={classes.kind}> {entry.actorKind}</span>}
                </TableTd>
                <TableTd>
                  <Code>{entry.action}</Code>
                </TableTd>
                <TableTd>
                  <Subject id={entry.subject} />
                </TableTd>
                <TableTd>
                  <Changes before={entry.before} after={entry.after} />
                </TableTd>
              </TableTr>
            ))}
          </TableTbody>
        </Table>
      </TableScrollContainer>
    </Paper>
  );
}

function Subject({ id }: { id: string }) {
  const page = pages[id.split("_")[0] ?? ""];
  return page === undefined ? <Code>{id}</Code> : <Link href={page(id)}>{id}</Link>;
}

const shownFields = 6;

function Changes({ before, after }: Pick<AuditEntry, "before" | "after">) {
  const names = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])];
  const rows = names.map((name) => (
    <li key={name}>
      <span className={classes.field}>{name}</span>{" "}
      {before !== null && Object.hasOwn(before, name) && (
        <>
          <del>{told(before[name])}</del>{" "}
        </>
      )}
      {after !== null && <ins>{told(after[name])}</ins>}
    </li>
  ));
  if (rows.length <= shownFields) return <ul className={classes.changes}>{rows}</ul>;
  return (
    <details>
      <summary>{names.length} fields</summary>
      <ul className={classes.changes}>{rows}</ul>
    </details>
  );
}

const longest = 300;

function told(value: unknown): string {
  if (value === null || value === undefined) return "not recorded";
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}
