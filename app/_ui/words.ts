/** A value of a closed list as people read it: `code-defect` is "Code defect". */
export function wordsFor(value: string): string {
  const words = value.replaceAll("-", " ");
  const sentence = (words[0]?.toUpperCase() ?? "") + words.slice(1);
  return sentence.replace(/\b[Aa]i\b/g, "AI").replace(/^Postmortem\b/, "Post-mortem");
}

/** Options of a closed list for a select, by the words of its field. */
export function optionsOf(
  values: readonly string[],
  words: Readonly<Partial<Record<string, string>>> = {},
): { value: string; label: string }[] {
  return values.map((value) => ({ value, label: words[value] ?? wordsFor(value) }));
}
