/** Whether a text is JSON, by its beginning: one document, or an object on each line. */

export function jsonForm(head: string): "json" | "ndjson" | null {
  const text = head.replace(/^[\ufeff\s]+/, "");
  if (/^\[\s*(?:[{[\]"]|null\b|-?[\d.]+\s*,|$)/.test(text)) return "json";
  if (!/^\{\s*(?:"|\}|$)/.test(text)) return null;
  return hasObjectsOnLines(text) ? "ndjson" : "json";
}

/** The last line is mostly cut off. Bad lines are refused one by one, so most of them decide. */
function hasObjectsOnLines(text: string): boolean {
  const lines = text.split("\n").map((line) => line.trim());
  const whole = (text.endsWith("\n") ? lines : lines.slice(0, -1)).filter((line) => line !== "");
  const objects = whole.filter((line) => line.startsWith("{") && line.endsWith("}")).length;
  if (whole.length === 1) return objects === 1 && (lines.at(-1) ?? "").startsWith("{");
  const isFirst = (whole[0] ?? "").startsWith("{") && (whole[0] ?? "").endsWith("}");
  return objects * 2 > whole.length || (isFirst && objects * 2 === whole.length);
}
