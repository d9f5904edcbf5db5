import Link from "next/link";
import type { ReactNode } from "react";
import { address } from "./filter-address.ts";
import classes from "./list-table.module.css";

type Words = Record<string, string>;

/** A list of records a page at a time, in a table that the address sorts. */
export function ListTable({
  label,
  caption,
  head,
  children,
}: {
  label: string;
  caption: string;
  head: ReactNode;
  children: ReactNode;
}) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className={`scrolls ${classes.scroll}`} aria-label={label} tabIndex={0}>
      <table className={classes.table}>
        <caption className="visually-hidden">{caption}, a page at a time</caption>
        <thead>
          <tr>{head}</tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </section>
  );
}

export interface ListColumn {
  label: string;
  /** The word that sorts by it; none where the list cannot be sorted by it. */
  sort?: string;
  /** The order that a first click gives. */
  first?: "ascending" | "descending";
  numeric?: boolean;
}

/** A column's name; where the list can be sorted by it, the link that does, and turns the order around. */
export function ListHeading({
  column,
  sort,
  path,
  words,
}: {
  column: ListColumn;
  /** The order that holds now. */
  sort: string;
  path: string;
  words: Words;
}) {
  const className = column.numeric ? classes.numeric : undefined;
  if (column.sort === undefined)
    return (
      <th scope="col" className={className}>
        {column.label}
      </th>
    );
  const active = sort === column.sort ? "ascending" : sort === `-${column.sort}` ? "descending" : undefined;
  const order = active === undefined ? column.first : active === "ascending" ? "descending" : "ascending";
  const value = order === "descending" ? `-${column.sort}` : column.sort;
  return (
    <th scope="col" aria-sort={active} className={className}>
      <Link
        href={hrefWith({ path, words, change: { sort: value, cursor: null } })}
        className={classes.sort}
        prefetch={false}
      >
        {column.numeric === true && <Arrow order={active} />}
        {column.label}
        {column.numeric !== true && <Arrow order={active} />}
      </Link>
    </th>
  );
}

/** It keeps its room, on the side where the column's words do not end, so that nothing moves when the order changes. */
function Arrow({ order }: { order: "ascending" | "descending" | undefined }) {
  return (
    <span aria-hidden="true" className={classes.arrow}>
      {order === undefined ? "" : order === "ascending" ? "↑" : "↓"}
    </span>
  );
}

/** What a row is about, with a line below it. */
export function ListSubject({ href, title, children }: { href: string; title: string; children: ReactNode }) {
  return (
    <th scope="row" className={classes.what}>
      <Link href={href}>{title}</Link>
      <span className={classes.detail}>{children}</span>
    </th>
  );
}

export function ListCell({
  numeric = false,
  wraps = false,
  missing = false,
  children,
}: {
  numeric?: boolean;
  wraps?: boolean;
  /** Said in words, and less loudly than what was recorded. */
  missing?: boolean;
  children: ReactNode;
}) {
  const className = numeric ? classes.numeric : wraps ? undefined : classes.nowrap;
  return (
    <td className={className} data-missing={missing || undefined}>
      {children}
    </td>
  );
}

export function ListPages({ path, words, next }: { path: string; words: Words; next: string | null }) {
  return (
    <nav className={`${classes.pages} no-print`} aria-label="Pages of the list">
      {words.cursor !== undefined && (
        <Link href={hrefWith({ path, words, change: { cursor: null } })}>First page</Link>
      )}
      {next !== null && <Link href={hrefWith({ path, words, change: { cursor: next } })}>Next page</Link>}
    </nav>
  );
}

function hrefWith(of: { path: string; words: Words; change: Record<string, string | null> }): string {
  const params = new URLSearchParams(of.words);
  for (const [name, value] of Object.entries(of.change)) {
    if (value === null) params.delete(name);
    else params.set(name, value);
  }
  return address(of.path, params);
}
