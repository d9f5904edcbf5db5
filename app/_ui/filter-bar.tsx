"use client";

import { IconCalendar, IconFilter, IconSearch, IconX } from "@tabler/icons-react";
import dynamic from "next/dynamic";
import Link from "next/link";
import { usePathname, useSearchParams } from "next/navigation";
import type { MouseEvent, ReactNode } from "react";
import {
  activeFilters,
  address,
  type FilterChoices,
  type PeriodPreset,
  periodPresets,
  withoutFilters,
  withoutValue,
  withPreset,
  withWord,
} from "./filter-address.ts";
import classes from "./filter-bar.module.css";
import { Float } from "./float.tsx";
import { usePending } from "./pending.tsx";
import { ViewsMenu } from "./views-menu.tsx";
import { ZoneSwitch } from "./zone-switch.tsx";

const FilterPanel = dynamic(() => import("./filter-panel.tsx").then((panel) => panel.FilterPanel), {
  ssr: false,
});
const RangePanel = dynamic(() => import("./range-panel.tsx").then((panel) => panel.RangePanel), {
  ssr: false,
});

export type FilterBarProps = {
  /** The preset that holds when the address names neither a preset nor a range. */
  defaultPreset?: PeriodPreset;
  /** Values offered, by word; a word that is absent is not offered. */
  choices: FilterChoices;
  /** False where the page looks at a stretch of time of its own. */
  withPeriod?: boolean;
  withBucket?: boolean;
  withCompare?: boolean;
  withSearch?: boolean;
  /** More controls at the end. */
  children?: ReactNode;
};

export function FilterBar(props: FilterBarProps) {
  const { choices, withPeriod = true, withBucket = false, withCompare = true } = props;
  const { withSearch = false, children } = props;
  return (
    <section className={`${classes.root} no-print`} aria-label="Filter">
      <div className={classes.row}>
        {withPeriod && <Presets {...props} />}
        <div className={classes.end}>
          {withSearch && <Search />}
          {withBucket && <Choice word="bucket" label="Bucket" options={bucketOptions} />}
          {withCompare && <Choice word="compare" label="Compare with" options={compareOptions} />}
          <Filters choices={choices} />
          {children}
          <ZoneSwitch />
          <ViewsMenu />
        </div>
      </div>
      <Chips choices={choices} />
    </section>
  );
}

/** Links that change the filter in one transition; opening one in a new tab still works. */
function useFilterLink() {
  const path = usePathname();
  const params = useSearchParams();
  const { navigate } = usePending();
  const link = (next: URLSearchParams) => {
    const href = address(path, next);
    return {
      href,
      scroll: false,
      prefetch: false,
      onClick: (event: MouseEvent) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
        event.preventDefault();
        navigate(href);
      },
    } as const;
  };
  return { params, link, go: (next: URLSearchParams) => navigate(address(path, next)) };
}

function Presets({ defaultPreset = "90d" }: FilterBarProps) {
  const { params, link } = useFilterLink();
  const ranged = params.has("from") || params.has("to");
  const chosen = ranged ? null : (params.get("period") ?? defaultPreset);
  return (
    <nav className={classes.presets} aria-label="Period">
      {periodPresets.map(({ value, label }) => (
        <Link
          key={value}
          {...link(withPreset(params, value))}
          className={classes.preset}
          aria-current={chosen === value ? "true" : undefined}
        >
          {label}
        </Link>
      ))}
      <Float
        label="Custom period"
        triggerProps={{ className: classes.preset, "data-chosen": ranged || undefined }}
        trigger={
          <>
            <IconCalendar size={14} stroke={1.6} aria-hidden />
            Custom
          </>
        }
      >
        {(close) => <RangePanel onDone={close} />}
      </Float>
    </nav>
  );
}

const bucketOptions = [
  { value: "", label: "Automatic buckets" },
  { value: "day", label: "By day" },
  { value: "week", label: "By week" },
  { value: "month", label: "By month" },
  { value: "quarter", label: "By quarter" },
];
const compareOptions = [
  { value: "", label: "vs period before" },
  { value: "year", label: "vs year before" },
  { value: "none", label: "No comparison" },
];

function Choice({
  word,
  label,
  options,
}: {
  word: string;
  label: string;
  options: { value: string; label: string }[];
}) {
  const { params, go } = useFilterLink();
  const value = params.get(word) ?? "";
  return (
    <select
      aria-label={label}
      className={classes.control}
      value={options.some((option) => option.value === value) ? value : ""}
      onChange={(event) => go(withWord(params, word, event.currentTarget.value))}
    >
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </select>
  );
}

function Search() {
  const { params, go } = useFilterLink();
  const text = params.get("q") ?? "";
  return (
    <search>
      <form
        className={classes.searchForm}
        onSubmit={(event) => {
          event.preventDefault();
          const value = new FormData(event.currentTarget).get("q");
          go(withWord(params, "q", typeof value === "string" ? value.trim() : ""));
        }}
      >
        <IconSearch size={14} stroke={1.6} aria-hidden className={classes.searchIcon} />
        <input
          key={text}
          name="q"
          type="search"
          defaultValue={text}
          placeholder="Search titles and texts"
          aria-label="Search titles and texts"
          className={`${classes.control} ${classes.search}`}
        />
      </form>
    </search>
  );
}

function Filters({ choices }: { choices: FilterChoices }) {
  const { params } = useFilterLink();
  const count = activeFilters(params, choices).filter(({ word }) => word !== "q").length;
  if (Object.keys(choices).length === 0) return null;
  return (
    <Float
      label="Filter"
      align="end"
      className={classes.panel}
      triggerProps={{ className: classes.control }}
      trigger={
        <>
          <IconFilter size={14} stroke={1.6} aria-hidden />
          {count === 0 ? "Filter" : `Filter (${count})`}
        </>
      }
    >
      {() => <FilterPanel choices={choices} />}
    </Float>
  );
}

function Chips({ choices }: { choices: FilterChoices }) {
  const { params, link } = useFilterLink();
  const active = activeFilters(params, choices);
  if (active.length === 0) return null;
  return (
    <ul className={classes.chips} aria-label="Active filters">
      {active.map(({ word, label, value, valueLabel }) => (
        <li key={`${word}-${value}`}>
          <Link
            {...link(word === "q" ? withWord(params, "q", null) : withoutValue(params, word, value))}
            className={classes.chip}
          >
            <span className="visually-hidden">Remove filter </span>
            <span className={classes.chipLabel}>{label}</span> {valueLabel}
            <IconX size={12} stroke={2} aria-hidden />
          </Link>
        </li>
      ))}
      {active.length > 1 && (
        <li>
          <Link {...link(withoutFilters(params))} className={classes.clear}>
            Clear all
          </Link>
        </li>
      )}
    </ul>
  );
}
