import type { Edit } from "#db/edit.ts";
import type { CommandContext, RecordChange } from "./command.ts";
import { type FieldError, invalid } from "./errors.ts";
import { type Called, identityOf } from "./identity.ts";
import type { Query } from "./query.ts";

/** What a body comes to. `P` is the record before commit hands out its number, `R` the record as its readers know it. */
export type Planned<P, R> =
  | { result: "created" | "updated" | "unchanged"; record: P; read: () => R }
  | { errors: FieldError[] };

/** Turns bodies into edits, one after the other; it does not look for records that are there already. */
export interface Editor<B, P, R> {
  /** `called`: all that its source calls it, where that is known. */
  add(body: B, called?: Called): Planned<P, R>;
  change(before: P, patch: Partial<B>, called?: Called): Planned<P, R>;
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

/** A record keeps the name that it is stored under, whichever of its names it was found by. */
function unnamed<B extends Named>({ source: _, externalId: __, ...body }: B): Partial<B> {
  return body as unknown as Partial<B>;
}

type ByIdentity<P> = Query<{ identities: readonly Called[] }, Map<string, P>>;

/**
 * Works out what bodies come to, against what is stored and what the bodies before them made. Everything it needs
 * from the database is read once, for all bodies together.
 */
export async function recorder<B extends Named, P extends { id: string }, R extends P>(
  context: CommandContext,
  bodies: readonly B[],
  of: { editor: Editor<B, P, R>; byIdentity: ByIdentity<R> },
): Promise<Recorder<B, P, R>> {
  const { editor, byIdentity } = of;
  const identities = bodies.filter((body) => identityOf(body) !== null);
  const found: ReadonlyMap<string, P> =
    identities.length === 0 ? new Map() : await context.ask(byIdentity, { identities });
  const ids = new Map([...found].map(([identity, { id }]) => [identity, id]));
  /** By their ids: one record may be told of by several of its names. */
  const records = new Map<string, P>([...found.values()].map((record) => [record.id, record]));
  /** A record taken out of the figures stays out: the same body again must not bring it back. */
  function take(body: B): Planned<P, R> {
    if ((body.source === undefined) !== (body.externalId === undefined)) {
      const path = body.source === undefined ? "source" : "externalId";
      return {
        errors: [{ path, message: "source and externalId name a record together: give both or neither" }],
      };
    }
    const identity = identityOf(body);
    const before = identity === null ? undefined : records.get(ids.get(identity) ?? "");
    const planned = before === undefined ? editor.add(body) : editor.change(before, unnamed(body));
    if (identity === null || "errors" in planned) return planned;
    ids.set(identity, planned.record.id);
    records.set(planned.record.id, planned.record);
    return planned;
  }
  return { take, edits: editor.edits, records: editor.records };
}
