import { type Allocated, create, type Edit } from "#db/edit.ts";
import { changeReworks } from "#db/schema/reworks.ts";
import type { CommandContext } from "#lib/command.ts";
import type { FieldError } from "#lib/errors.ts";
import { reworksKnown } from "./read.ts";
import type { ReworkBody } from "./schema.ts";

interface Told {
  reworks?: readonly ReworkBody[] | undefined;
}

/** Keeps what changes take back or mend. */
export async function reworkKeeper(context: CommandContext, told: readonly Told[]) {
  const edits: Edit[] = [];
  const shas = told.flatMap(({ reworks = [] }) => reworks.map(({ sha }) => sha));
  const known = new Map<number | Allocated, Set<string>>();
  for (const { change, ...one } of await context.ask(reworksKnown, { shas })) keptOf(change).add(nameOf(one));

  function keptOf(change: number | Allocated): Set<string> {
    const its = known.get(change) ?? new Set();
    known.set(change, its);
    return its;
  }

  return {
    edits: () => edits,
    problems(repository: string | null, { reworks = [] }: Told): FieldError[] {
      if (reworks.length === 0 || repository !== null) return [];
      const message = "is needed beside reworks: a hash names a commit of one repository";
      return [{ path: "repository", message }];
    },
    /** Whether any was not known so far. */
    keep(change: { number: number | Allocated; repository: string | null }, { reworks = [] }: Told): boolean {
      const its = keptOf(change.number);
      const repository = change.repository!;
      const fresh = reworks.filter((one) => !its.has(nameOf({ repository, ...one })));
      for (const one of fresh) {
        if (its.has(nameOf({ repository, ...one }))) continue;
        its.add(nameOf({ repository, ...one }));
        edits.push(create(changeReworks, { ...one, repository, changeNumber: change.number }));
      }
      return fresh.length > 0;
    },
  };
}

function nameOf({ repository, kind, sha }: { repository: string; kind: string; sha: string }): string {
  return `${kind} ${repository} ${sha}`;
}
