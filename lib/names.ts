/**
 * What text can be stored, what of it can be seen, and the one form of names: two names that look the same are one,
 * whatever a keyboard, a file or another program made of them.
 */

/** NUL and halves of characters, which the engines do not keep alike, become the sign for what cannot be read. */
export function storable(text: string): string {
  return isStorable(text) ? text : text.toWellFormed().replaceAll("\0", "\uFFFD");
}

export function isStorable(text: string): boolean {
  return text.isWellFormed() && !text.includes("\0");
}

/** The same for every text in what a file or a sender told. */
export function storableWithin(value: unknown): unknown {
  if (typeof value === "string") return storable(value);
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(storableWithin);
  if (Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [storable(key), storableWithin(inner)]),
  );
}

/** White space, and the letters that are drawn as nothing but take its room. */
const blanks = /[\p{White_Space}\u115F\u1160\u2800\u3164\uFFA0]+/gu;
/** Formats and controls: drawn as nothing wherever they stand. */
const unseen = /[\p{Default_Ignorable_Code_Point}\p{Cc}\uFFF9-\uFFFB]/gu;

/** Whether anything of a text can be seen. */
export function shows(text: string): boolean {
  return /[!-~]/.test(text) || text.replace(blanks, "").replace(unseen, "") !== "";
}

/** Most names are this already, so that nothing has to be made of them. */
const plain = /^[!-~]+(?: [!-~]+)*$/;

/**
 * A name in its one form: trimmed, its inner white space folded to one space, composed (NFC), and without characters
 * that cannot be seen. Those that change what is seen around them stay where they do: joiners between letters that
 * join and between the parts of an emoji, selectors after a sign that has variants, tags of a flag. Case is kept.
 */
export function oneName(text: string): string {
  if (plain.test(text)) return text;
  return storable(text)
    .replace(blanks, " ")
    .replace(neverSeen, "")
    .replace(idleSelectors, "")
    .replace(/([\u200C\u200D])\1+/g, "$1")
    .replace(idleJoiners, "")
    .replace(/ {2,}/g, " ")
    .trim()
    .normalize("NFC");
}

/** The characters that change what is seen around them. */
const selecting = "[\\u180B-\\u180F\\uFE00-\\uFE0F\\u{E0020}-\\u{E01EF}]";
const joiner = "[\\u200C\\u200D]";
const neverSeen = new RegExp(`(?!${selecting}|${joiner})${unseen.source}`, "gu");

const tag = "[\\u{E0020}-\\u{E007E}]";
const selectors = [
  "(?<=\\p{Extended_Pictographic})[\\uFE0E\\uFE0F]",
  "(?<=[0-9#*])\\uFE0F(?=\\u20E3)",
  "(?<=\\p{Script=Han})[\\uFE00-\\uFE0F\\u{E0100}-\\u{E01EF}]",
  "(?<=[\\p{Sm}\\p{Script=Myanmar}\\p{Script=Phags_Pa}])\\uFE00",
  "(?<=[\\u1820-\\u18AA])[\\u180B-\\u180F]",
  `(?<=\\u{1F3F4}${tag}*)${tag}(?=${tag}*\\u{E007F})`,
  `(?<=\\u{1F3F4}${tag}+)\\u{E007F}`,
];
const idleSelectors = except(selectors, selecting);

/** Scripts whose letters take other shapes beside one another. */
const joining = [
  "Adlam Arabic Mandaic Mongolian Nko Phags_Pa Hanifi_Rohingya Syriac",
  "Balinese Bengali Devanagari Gujarati Gurmukhi Javanese Kannada Khmer Malayalam Myanmar Oriya Sinhala Sundanese",
  "Tamil Telugu Tibetan",
].flatMap((some) => some.split(" ").map((script) => `\\p{Script_Extensions=${script}}`));
const letter = `(?=[\\p{L}\\p{M}])[${joining.join("")}]`;
const joiners = [
  `(?<=${letter})\\u200C(?=${letter})`,
  `(?<=${letter})\\u200D`,
  `\\u200D(?=${letter})`,
  "(?<=\\p{Extended_Pictographic}[\\uFE0E\\uFE0F\\u{1F3FB}-\\u{1F3FF}\\u20E3]*)\\u200D(?=\\p{Extended_Pictographic})",
];
const idleJoiners = except(joiners, joiner);

/** Characters of a kind, besides those that stand where they are needed. */
function except(needed: readonly string[], kind: string): RegExp {
  return new RegExp(`(?!${needed.join("|")})${kind}`, "gu");
}
