"use client";

import { IconMenu2, IconX } from "@tabler/icons-react";
import Link from "next/link";
import { usePathname, useSearchParams } from "next/navigation";
import { type ReactNode, useEffect, useState } from "react";
import type { Permission } from "#lib/actor.ts";
import { formatZone } from "#lib/format.ts";
import buttons from "./icon-button.module.css";
import { Logo } from "./logo.tsx";
import { activeHref, deedsFor, type NavigationGroup, navigationFor } from "./navigation.ts";
import { Palette } from "./palette.tsx";
import { PendingProvider } from "./pending.tsx";
import { SchemeSwitch } from "./scheme-switch.tsx";
import classes from "./shell.module.css";

export type ShellProps = {
  organisation: string;
  /** Said in full, such as "Europe/Berlin, UTC+01:00". */
  zone: string;
  demo?: boolean;
  /** What the reader may do: pages for others are not offered. */
  permissions: readonly Permission[];
  /** Who is signed in and what they can do about it. */
  account?: ReactNode;
  children: ReactNode;
};

export function Shell(props: ShellProps) {
  const { organisation, demo = false, permissions, account, children } = props;
  const groups = navigationFor(permissions);
  const path = usePathname();
  const zone = zoneIn(useSearchParams().get("zone")) ?? props.zone;
  const [opened, setOpened] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new page closes the menu of the old one
  useEffect(() => setOpened(false), [path]);
  return (
    <PendingProvider>
      <a href="#content" className={classes.skip}>
        Skip to content
      </a>
      <header className={classes.header}>
        <button
          type="button"
          className={`${buttons.large} ${classes.burger}`}
          onClick={() => setOpened(!opened)}
          aria-label={opened ? "Close the menu" : "Open the menu"}
          aria-expanded={opened}
          aria-controls="pages"
        >
          {opened ? (
            <IconX size={20} stroke={1.6} aria-hidden />
          ) : (
            <IconMenu2 size={20} stroke={1.6} aria-hidden />
          )}
        </button>
        <Link href="/" className={classes.brand} aria-label="Faultline, overview">
          <Logo />
          <span className={classes.product}>Faultline</span>
        </Link>
        <span className={classes.organisation} title={organisation}>
          {organisation}
        </span>
        {demo && <span className={classes.demo}>Demo data</span>}
        <div className={classes.tools}>
          <Palette
            pages={groups.flatMap(({ items }) => items.map(({ href, label }) => ({ href, label })))}
            deeds={deedsFor(permissions)}
          />
          <span className={classes.zone} title="Every time on this page is in this zone">
            {zone}
          </span>
          <SchemeSwitch />
          {account}
        </div>
      </header>
      <nav id="pages" className={classes.navbar} data-opened={opened || undefined} aria-label="Pages">
        <Pages groups={groups} path={path} />
        <span className={classes.zoneBelow}>Times in {zone}</span>
      </nav>
      <main id="content" tabIndex={-1} className={classes.main}>
        <div className={classes.content}>{children}</div>
      </main>
    </PendingProvider>
  );
}

/** The zone that the address asks for, in full; null where it names none that there is. */
function zoneIn(asked: string | null): string | null {
  if (asked === null) return null;
  try {
    new Intl.DateTimeFormat("en", { timeZone: asked });
  } catch {
    return null;
  }
  return formatZone(asked, new Date());
}

function Pages({ groups, path }: { groups: NavigationGroup[]; path: string }) {
  const active = activeHref(path, groups);
  return groups.map((group) => (
    <section key={group.label} aria-labelledby={`pages-${group.label}`}>
      <h2 id={`pages-${group.label}`} className={classes.groupLabel}>
        {group.label}
      </h2>
      <ul className={classes.list}>
        {group.items.map(({ href, label, icon: Icon }) => (
          <li key={href}>
            <Link href={href} className={classes.link} aria-current={href === active ? "page" : undefined}>
              <Icon size={17} stroke={1.6} aria-hidden />
              {label}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  ));
}
