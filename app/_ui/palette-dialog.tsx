"use client";

import { createSpotlight, Spotlight } from "@mantine/spotlight";
import "@mantine/spotlight/styles.layer.css";
import { IconSearch } from "@tabler/icons-react";
import { useRouter } from "next/navigation";
import { type KeyboardEvent, useEffect, useLayoutEffect, useRef, useState } from "react";
import classes from "./palette.module.css";
import { paletteInput } from "./palette-input.ts";
import { found, type PaletteItem } from "./palette-search.ts";

export type PalettePage = { href: string; label: string };

/** Pages to go to, and what can be begun from anywhere. */
type Offered = { pages: readonly PalettePage[]; deeds: readonly PalettePage[] };

type Group = { label: string; items: PaletteItem[] };

const [store, spotlight] = createSpotlight();

/** What Enter goes to once answers are there; the library chooses when letters are typed, before there are any. */
function chooseFirst(): HTMLElement | null {
  const list = document.getElementById(store.getState().listId);
  const first = list?.querySelector<HTMLElement>("[data-action]") ?? null;
  list?.querySelector("[data-selected]")?.removeAttribute("data-selected");
  first?.setAttribute("data-selected", "true");
  store.updateState((state) => ({ ...state, selected: 0 }));
  return first;
}

type PaletteDialogProps = Offered & {
  /** How often it was asked for: each time it opens. */
  asked: number;
  query: string;
  onQuery: (query: string) => void;
  /** There is an input, and it takes what is typed. */
  onReady: () => void;
};

/** Pages, incidents by number or words, systems and saved views, by keyboard alone if need be. */
export function PaletteDialog({ asked, query, onQuery, onReady, ...offered }: PaletteDialogProps) {
  const router = useRouter();
  const { groups, searching } = useFound(query, offered);
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked for again is opened again
  useEffect(() => spotlight.open(), [asked]);
  const isEager = useRef(false);
  // Before anybody sees what was found: who presses Enter then means the first of it.
  useLayoutEffect(() => {
    if (query.trim() === "" || searching) return;
    const first = chooseFirst();
    if (isEager.current) first?.click();
    isEager.current = false;
  }, [query, searching]);
  /** Enter before there is an answer goes to the first once it is there, and to nothing that an earlier one found. */
  const holdEnter = (event: KeyboardEvent<HTMLInputElement>) => {
    isEager.current = event.key === "Enter" && searching;
    if (!isEager.current) return;
    event.preventDefault();
    event.stopPropagation();
  };
  const any = groups.some(({ items }) => items.length > 0);
  return (
    <Spotlight.Root
      store={store}
      query={query}
      onQueryChange={onQuery}
      shortcut={null}
      scrollable
      maxHeight={420}
      transitionProps={{ duration: 0 }}
      overlayProps={{ blur: 0, backgroundOpacity: 0.45 }}
      attributes={{ content: { "aria-label": "Go to" } }}
    >
      <Spotlight.Search
        placeholder="Page, incident number or words, system, saved view"
        aria-label="What to go to"
        {...{ [paletteInput]: "" }}
        onFocus={onReady}
        onKeyDownCapture={holdEnter}
        leftSection={<IconSearch size={16} stroke={1.6} aria-hidden />}
      />
      <Spotlight.ActionsList>
        {groups
          .filter(({ items }) => items.length > 0)
          .map(({ label, items }) => (
            <Spotlight.ActionsGroup key={label} label={label}>
              {items.map((item) => (
                <Spotlight.Action
                  key={item.href}
                  label={item.label}
                  description={item.detail}
                  classNames={{ actionDescription: classes.about }}
                  onClick={() => router.push(item.href)}
                />
              ))}
            </Spotlight.ActionsGroup>
          ))}
        {!any && <Spotlight.Empty>{searching ? "Searching …" : "Nothing found"}</Spotlight.Empty>}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  );
}

const pauseMs = 150;

/** What is typed is asked for once the typing pauses; an answer that comes too late is dropped. */
function useFound(query: string, { pages, deeds }: Offered): { groups: Group[]; searching: boolean } {
  const words = query.trim();
  const [answer, setAnswer] = useState<{ words: string; groups: Group[] } | null>(null);
  useEffect(() => {
    const abort = new AbortController();
    const timer = setTimeout(
      async () => {
        try {
          setAnswer({ words, groups: await found(words, abort.signal) });
        } catch (error) {
          if (!abort.signal.aborted) setAnswer({ words, groups: [] });
          if (!(error instanceof DOMException || error instanceof TypeError)) throw error;
        }
      },
      words === "" ? 0 : pauseMs,
    );
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [words]);
  const named = (all: readonly PalettePage[]) =>
    all.filter(({ label }) => label.toLowerCase().includes(words.toLowerCase()));
  return {
    groups: [
      { label: "Begin", items: named(deeds) },
      { label: "Pages", items: named(pages) },
      ...(answer?.groups ?? []),
    ],
    searching: answer?.words !== words,
  };
}
