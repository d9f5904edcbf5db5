/** What people and programs write where nothing is recorded. */
const missingWords = new Set([
  "",
  "?",
  "-",
  "--",
  "–",
  "—",
  "null",
  "(null)",
  "\\n",
  "nil",
  "none",
  "nan",
  "na",
  "n/a",
  "#n/a",
  "n.a.",
  "unk",
  "undefined",
  "not set",
  "not recorded",
  // Lists and objects that hold nothing, as programs write them.
  "[]",
  "{}",
]);

/** `none` is missing in most columns but a value in some closed lists; those look at the word themselves first. */
export function isMissing(cell: string): boolean {
  if (cell === "") return true;
  const first = cell.charCodeAt(0);
  // No such word is long or begins with a digit, which spares most cells the look-up.
  if (cell.length > 12 || (first >= 48 && first <= 57)) return false;
  return missingWords.has(cell.trim().toLowerCase());
}

const trueWords = new Set(
  "true|t|yes|y|1|on|x|v|✓|✔|✔️|☑|✅|●|○|◯|■|ja|j|oui|vrai|si|sí|sì|sim|verdadero|verdadeiro|vero|waar|wahr|はい|有|あり".split(
    "|",
  ),
);
const falseWords = new Set(
  "false|f|no|n|0|off|✗|✘|❌|☐|×|nein|non|não|nao|nee|falsch|faux|falso|onwaar|いいえ|無|なし|無し".split(
    "|",
  ),
);

export type BooleanReading =
  | { kind: "value"; value: boolean }
  | { kind: "missing" }
  | { kind: "unreadable"; reason: string };

export function readBoolean(cell: string): BooleanReading {
  const word = cell.trim().toLowerCase();
  if (trueWords.has(word)) return { kind: "value", value: true };
  if (falseWords.has(word)) return { kind: "value", value: false };
  if (isMissing(cell) || word === "unknown") return { kind: "missing" };
  return { kind: "unreadable", reason: "This is neither yes nor no." };
}
