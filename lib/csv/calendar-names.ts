/** Names of months and weekdays as exports write them, in the language of whoever made them; from the platform. */

// Not Croatian or Czech, which give some names to other months than Polish does, nor Hungarian with days of one letter.
const languages = ["en", "de", "fr", "es", "it", "pt", "nl", "sv", "da", "nb", "pl", "fi", "tr", "ro", "ru"];

const months = namesOf("month", 12);
const weekdays = namesOf("weekday", 7);

/** 1 to 12. */
export function monthOf(word: string): number | undefined {
  const name = plain(word);
  return months.get(name) ?? (name === "sept" ? 9 : undefined);
}

/** Polish Friday is rather the Pacific, and Finnish Thursday says until when. */
const others = new Set(["pt", "to"]);

export function isWeekday(word: string): boolean {
  const name = plain(word);
  return !others.has(name) && (weekdays.has(name) || /^[月火水木金土日](曜日?)?$/.test(name));
}

function plain(word: string): string {
  return word.toLowerCase().replaceAll(".", "");
}

function namesOf(part: "month" | "weekday", count: number): Map<string, number> {
  const names = new Map<string, number>();
  for (const locale of languages) {
    for (const style of ["long", "short"] as const) {
      const format = new Intl.DateTimeFormat(locale, { [part]: style, timeZone: "UTC" });
      const dated = new Intl.DateTimeFormat(locale, { [part]: style, day: "numeric", timeZone: "UTC" });
      for (let i = 0; i < count; i++) {
        // The first of January 2024 was a Monday.
        const at = part === "month" ? Date.UTC(2024, i, 1) : Date.UTC(2024, 0, 1 + i);
        const inDate = dated.formatToParts(at).find(({ type }) => type === part)?.value ?? "";
        for (const name of [format.format(at), inDate].map(plain))
          if (/^\p{L}/u.test(name) && !names.has(name)) names.set(name, i + 1);
      }
    }
  }
  return names;
}
