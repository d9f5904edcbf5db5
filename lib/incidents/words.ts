/** What a search means: pure, so that text the index has yet to take in is judged by the same rule. */
export interface Search {
  /** Begin a word, in any order; letters and digits alone, folded. */
  prefixes: string[];
  /** The same as they were typed, for an engine that folds by itself. */
  typed: string[];
  /** Stand anywhere in the text: scripts without spaces, and signs where nothing else is asked. */
  fragments: string[];
}

const separators = /[^\p{L}\p{N}\p{M}]+/u;
/** Letters that both engines see as such, whatever version of Unicode they know. */
const plain = /^(?:(?!\p{M})[0-9a-z\u00df-\u024f\u0386-\u03ff\u0400-\u04ff\uac00-\ud7a3])+$/u;

/** Without case and without the marks on Latin letters: É, é and e are one. */
export function fold(text: string): string {
  return text
    .toLowerCase()
    .normalize("NFD")
    .replace(/[\u0300-\u036f]/g, "")
    .normalize("NFC");
}

/** Quotes and other signs separate words and mean nothing by themselves. */
export function searchOf(text: string): Search {
  const signs = text.toWellFormed().replaceAll("\0", " ").trim();
  const words = [...new Set(signs.split(separators).filter(Boolean))];
  const typed = words.filter(isPlain).map((word) => word.normalize("NFC"));
  const prefixes = [...new Set(typed.map(fold))];
  const fragments = words.filter((word) => !isPlain(word));
  return { prefixes, typed, fragments: words.length === 0 && signs !== "" ? [signs] : fragments };
}

/** A mark that belongs to no letter separates words in one engine and not in the other: such a word is no plain one. */
function isPlain(word: string): boolean {
  return !/\p{M}/u.test(word.normalize("NFC")) && plain.test(fold(word));
}

export function holds(
  text: string,
  { prefixes, fragments }: Pick<Search, "prefixes" | "fragments">,
): boolean {
  const words = fold(text).split(separators);
  const lower = text.toLowerCase();
  return (
    prefixes.every((prefix) => words.some((word) => word.startsWith(prefix))) &&
    fragments.every((fragment) => lower.includes(fragment.toLowerCase()))
  );
}
