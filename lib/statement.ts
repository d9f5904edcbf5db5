import type { Reader } from "#db/database.ts";

/**
 * A query that is asked again and again keeps its statement, for each connection: building the SQL of a small read
 * costs several times what running it does. Values come in through `sql.placeholder`.
 */
export function statement<S>(build: (read: Reader) => S): (read: Reader) => S {
  const built = new WeakMap<Reader, S>();
  return (read) => {
    let kept = built.get(read);
    if (kept === undefined) {
      kept = build(read);
      built.set(read, kept);
    }
    return kept;
  };
}
