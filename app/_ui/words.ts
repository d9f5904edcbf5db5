/** A value of a closed list as people read it: `code-defect` is "Code defect". */
export function wordsFor(value: string): string {
  const words = value.replaceAll("-", " ");
  const sentence = (words[0]?.toUpperCase() ?? "") + words.slice(1);
  return sentence.replace(/\b[Aa]i\b/g, "AI").replace(/^Postmortem\b/, "Post-mortem");
}

/** Options of a closed list for a select. */
export function optionsOf(values: readonly string[]): { value: string; label: string }[] {
  return values.map((value) => ({ value, label: wordsFor(value) }));
}
