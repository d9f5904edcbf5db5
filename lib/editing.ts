import type { Edit } from "#db/edit.ts";
import type { CommandContext, RecordChange } from "./command.ts";
import { type FieldError, invalid } from "./errors.ts";
import { identityOf } from "./identity.ts";
import type { Query } from "./query.ts";

/** What a body comes to. `P` is the record before commit hands out its number, `R` the record as its readers know it. */
export type Planned<P, R> =
  | { result: "created" | "updated" | "unchanged"; record: P; read: () => R }
  | { errors: FieldError[] };

/** Turns bodies into edits, one after the other; it does not look for records that are there already. */
export interface Editor<B, P, R> {
  add(body: B): Planned<P, R>;
  change(before: P, patch: Partial<B>): Planned<P, R>;
  edits(): Edit[];
  records(): RecordChange[];
}

export function accepted<P, R>(planned: Planned<P, R>) {
  if ("errors" in planned) throw invalid(planned.errors);
  return planned;
}

/** Also looks for the record that a body names, and brings it up to date. */
export interface Recorder<B, P, R> extends Pick<Editor<B, P, R>, "edits" | "records"> {
  take(body: B): Planned<P, R>;
}

interface Named {
  source?: string;
  externalId?: string;
}

type ByIdentity<P> = Query<{ identities: { source: string; externalId: string }[] }, Map<string, P>>;

/**
 * Works out what bodies come to, against what is stored and what the bodies before them made. Everything it needs
 * from the database is read once, for all bodies together.
 */
export async function recorder<B extends Named, P, R extends P>(
  context: CommandContext,
  bodies: readonly B[],
  of: { editor: Editor<B, P, R>; byIdentity: ByIdentity<R> },
): Promise<Recorder<B, P, R>> {
  const { editor, byIdentity } = of;
  const identities = bodies.filter((body) => identityOf(body) !== null);
  const stored: Map<string, P> = new Map(
    identities.length === 0 ? [] : await context.ask(byIdentity, { identities }),
  );
  /** A record taken out of the figures stays out: the same body again must not bring it back. */
  function take(body: B): Planned<P, R> {
    if ((body.source === undefined) !== (body.externalId === undefined)) {
      const path = body.source === undefined ? "source" : "externalId";
      return {
        errors: [{ path, message: "source and externalId name a record together: give both or neither" }],
      };
    }
    const identity = identityOf(body);
    const before = identity === null ? undefined : stored.get(identity);
    const planned = before === undefined ? editor.add(body) : editor.change(before, body);
    if (identity !== null && !("errors" in planned)) stored.set(identity, planned.record);
    return planned;
  }
  return { take, edits: editor.edits, records: editor.records };
}
