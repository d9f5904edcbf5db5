import type { ImportTarget } from "#db/values.ts";
import type { Scope } from "#lib/scope.ts";
import type { Answers } from "../mapping/schema.ts";
import type { Lookup } from "../plan/plan.ts";
import { importJob } from "../read.ts";
import { changeNumbersOf, incidentNumbersOf } from "../records/identified.ts";
import { rowsBehind } from "./read.ts";

const numbersOf = { incidents: incidentNumbersOf, changes: changeNumbersOf };

type Home = { target: ImportTarget; comesFrom: string | null; answers: Answers };

/**
 * A row that was refused since its key stood twice came back with that key: alone in its file now, it would take the
 * place of the row beside it. Where rows of one key are states of one record, it may.
 */
export function besideOrigin(scope: Scope, { target, comesFrom, answers }: Home, lookup: Lookup): Lookup {
  const numbers = numbersOf[target as keyof typeof numbersOf];
  const { keep = "none" } = answers.repeatedKey ?? {};
  if (comesFrom === null || numbers === undefined || keep !== "none") return lookup;
  const origins = originsOf(scope, comesFrom);
  return {
    ...lookup,
    async records(identities) {
      const found = await lookup.records(identities);
      if (found.size === 0) return found;
      const byId = await numbers(scope, { ids: [...found.values()].map(({ id }) => id) });
      const rows = await rowsBehind(scope, { ids: await origins, numbers: [...byId.values()] });
      return new Map(
        [...found].map(([key, record]) => {
          const row = rows.get(byId.get(record.id) ?? -1);
          return [
            key,
            row === undefined ? record : { ...record, madeBy: `line ${row.line} of ${row.fileName}` },
          ];
        }),
      );
    },
  };
}

/** A list of refused rows may itself have been refused in part. */
async function originsOf(scope: Scope, id: string): Promise<string[]> {
  const found: string[] = [];
  for (let next: string | null = id; next !== null && !found.includes(next); ) {
    found.push(next);
    const { inspection } = await importJob(scope, { id: next });
    next = inspection?.comesFrom ?? null;
  }
  return found;
}
