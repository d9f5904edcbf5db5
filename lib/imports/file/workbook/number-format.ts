/** What a number format makes of a number: a moment, a share, or digits. */

export type NumberFormat = {
  date: boolean;
  clock: boolean;
  /** Counts on beyond a day: `[h]:mm`. */
  elapsed: boolean;
  percent: boolean;
  /** Digits at least, where leading zeros are shown. */
  digits: number;
};

const plain: NumberFormat = { date: false, clock: false, elapsed: false, percent: false, digits: 0 };
const date = { ...plain, date: true };
const clock = { ...plain, clock: true };

/** Formats that are known by number alone; those of East Asian versions stand for dates or clocks by language. */
function builtIn(id: number): NumberFormat | null {
  if (id === 9 || id === 10) return { ...plain, percent: true };
  if ((id >= 14 && id <= 17) || (id >= 27 && id <= 31) || id === 36 || (id >= 50 && id <= 58)) return date;
  if ((id >= 18 && id <= 21) || id === 32 || id === 33 || id === 45 || id === 47) return clock;
  if (id === 22 || id === 34 || id === 35) return { ...date, clock: id === 22 };
  return id === 46 ? { ...clock, elapsed: true } : null;
}

export function numberFormat(id: number, code: string | undefined): NumberFormat {
  if (code === undefined) return builtIn(id) ?? plain;
  // The first section is of positive numbers; what is quoted or escaped is shown as it is.
  const bare = code.replace(/"[^"]*"?|[\\_*]./g, "");
  const [section = ""] = bare.split(";");
  if (/^\s*(general|standard)\s*$/i.test(section)) return plain;
  const elapsed = /\[(h+|m+|s+)\]/i.test(section);
  const letters = section
    .replace(/\[(h+|m+|s+)\]/gi, "$1")
    .replace(/\[[^\]]*\]/g, "")
    .replace(/am\/pm|a\/p|上午\/下午/gi, "h")
    .replace(/e[+-]/gi, "")
    .replace(/s[.,]0+/gi, "s");
  const hasClock = /[hs]/i.test(letters) || elapsed;
  const hasDate = /[yd]|m{3}|[gb]+e|^e/i.test(letters) || (/m/i.test(letters) && !hasClock);
  if (/[0#?]/.test(letters)) return digitsOf(letters);
  return { ...plain, date: hasDate, clock: hasClock, elapsed };
}

function digitsOf(letters: string): NumberFormat {
  const zeros = /^\s*(0{2,})\s*$/.exec(letters);
  return { ...plain, percent: letters.includes("%"), digits: zeros ? (zeros[1] as string).length : 0 };
}
