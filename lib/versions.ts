import { conflict, invalid } from "./errors.ts";

/** A writer says which version they saw, so that two who change one record get a conflict and not a loss. */
interface Seen {
  version: number | undefined;
  before: { version: number };
  /** How a refusal names the record. */
  name: string;
}

/** For what is done to a record as a whole: a writer may leave unsaid what they saw. */
export function requireUnchanged({ version, before, name }: Seen): void {
  if (version !== undefined && version !== before.version) throw conflict(name, before);
}

/** For a patch, which has to say it. */
export function requireVersion(seen: Seen): void {
  if (seen.version === undefined)
    throw invalid([{ path: "version", message: "is needed: the version you saw" }]);
  requireUnchanged(seen);
}
