const chunk = 500;

/** A list too long for one question is asked in several. */
export async function inChunks<T, R>(values: readonly T[], ask: (some: T[]) => Promise<R[]>): Promise<R[]> {
  const found: R[] = [];
  for (let i = 0; i < values.length; i += chunk) found.push(...(await ask(values.slice(i, i + chunk))));
  return found;
}
