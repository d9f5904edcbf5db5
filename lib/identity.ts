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
