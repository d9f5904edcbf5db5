import { plainName, spellings, type Target } from "../../targets/target.ts";
import {
  type Language,
  languagesFor,
  looseName,
  namesIn,
  stemOf,
  tokensOf,
  withoutSubject,
} from "./header-words.ts";

/** How well a name fits a field: the lower, the better. `exact` where it is the field's own name or label. */
export type Rank = { rank: number; exact: boolean };

type Entry = { field: string; rank: number; exact: boolean };
type Index = Map<string, Entry[]>;
type Lexicon = { language: Language; exact: Index; loose: Index; stems: Index };

/** What is added where a name fits only when something is taken away. */
const [looser, byStem, withoutItsSubject] = [1, 20, 30];

/** Which fields of a target a header names, in every language that is known. */
export function namesOf(target: Target): (header: string) => ReadonlyMap<string, Rank> {
  const lexicons = lexiconsOf(target);
  const known = new Map<string, ReadonlyMap<string, Rank>>();
  return (header) => {
    const before = known.get(header);
    if (before) return before;
    const found = new Map<string, Rank>();
    for (const lexicon of lexicons) lookUp(header, lexicon, found);
    known.set(header, found);
    return found;
  };
}

/** They follow from the words alone, so that each is made once. */
const made = new WeakMap<Target, Lexicon[]>();

function lexiconsOf(target: Target): Lexicon[] {
  const before = made.get(target);
  if (before) return before;
  const lexicons = languagesFor(target).map((language) => lexiconOf(target, language));
  made.set(target, lexicons);
  return lexicons;
}

function lexiconOf(target: Target, language: Language): Lexicon {
  const lexicon: Lexicon = { language, exact: new Map(), loose: new Map(), stems: new Map() };
  for (const field of target.fields) {
    const isTime = field.kind === "instant" || field.kind === "day";
    const names = namesIn(language.name, target, field);
    names.forEach((name, index) => {
      const isOwn = language.name === "en" && index < 2;
      const place = language.name === "en" ? index : index + 2;
      const entry = { field: field.name, rank: place * 2, exact: isOwn };
      for (const spelling of spellings(name)) {
        const tokens = tokensOf(isOwn && index === 0 ? name : spelling);
        put(lexicon.exact, plainName(spelling), entry);
        put(lexicon.loose, looseName(tokens, language), { ...entry, exact: false });
        if (isTime) put(lexicon.stems, stemOf(tokens, language), { ...entry, exact: false });
      }
    });
  }
  return lexicon;
}

function put(index: Index, form: string, entry: Entry): void {
  if (form === "") return;
  const entries = index.get(form);
  if (entries) entries.push(entry);
  else index.set(form, [entry]);
}

function lookUp(header: string, { language, exact, loose, stems }: Lexicon, found: Map<string, Rank>): void {
  const bare = header.replace(/\([^)]*\)\s*$/, "").replace(/^custom field/i, "");
  const take = (entries: readonly Entry[] | undefined, more: number) => {
    for (const { field, rank, exact: isOwn } of entries ?? []) {
      const before = found.get(field);
      const best = Math.min(before?.rank ?? Number.POSITIVE_INFINITY, rank + more);
      found.set(field, { rank: best, exact: before?.exact === true || (isOwn && more === 0) });
    }
  };
  for (const form of new Set([plainName(header), plainName(bare)])) take(exact.get(form), 0);
  const tokens = tokensOf(bare);
  take(loose.get(looseName(tokens, language)), looser);
  take(stems.get(stemOf(tokens, language)), byStem);
  const rest = withoutSubject(tokens, language);
  if (rest === null) return;
  take(exact.get(rest.join("")), withoutItsSubject);
  take(loose.get(looseName(rest, language)), withoutItsSubject + looser);
  take(stems.get(stemOf(rest, language)), withoutItsSubject + byStem);
}
