/** Other programs name a record by source and external id. */
interface Named {
  source?: string | null;
  externalId?: string | null;
}

/** Null where a record has no such name. */
export function identityOf({ source, externalId }: Named): string | null {
  return source == null || externalId == null ? null : JSON.stringify([source, externalId]);
}
