const mostRemembered = 2_000;

/** A file holds some cells over and over: each of them is read once. */
export function remembered<T>(read: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const value = read(text);
    // A copy, since a slice would keep the whole piece of the file it was cut from.
    if (known.size < mostRemembered) known.set(Buffer.from(text).toString(), value);
    return value;
  };
}
