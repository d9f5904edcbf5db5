/** Other programs name a record by source and external id. */
interface Named {
  source?: string | null;
  externalId?: string | null;
}

/** Null where a record has no such name. */
export function identityOf({ source, externalId }: Named): string | null {
  return source == null || externalId == null ? null : JSON.stringify([source, externalId]);
}

/** How a sender calls a record: by the name that it is stored under if it is new, and by all that it tells. */
export interface Called {
  source: string;
  externalId: string;
  /** Left out, the external id was told alone: which kind of name it is, nobody said. */
  names?: Names;
}

/** Ids and keys, of which each is one record's alone, and numbers, which weigh less: sources count anew. */
export interface Names {
  ids: readonly string[];
  numbers: readonly string[];
}

/**
 * What a row without an id is called by: all of its cells, the fields that tell it apart, or all of them where it shares
 * those with another. Nobody knows a record by such a name.
 */
export const contentNames = { row: "row-", key: "key-", twin: "twin-" } as const;

const madeOfContent = new RegExp(`^(${Object.values(contentNames).join("|")})[\\w-]{22}(-\\d+)?$`);

export function isMadeOfContent(name: string): boolean {
  return madeOfContent.test(name);
}
