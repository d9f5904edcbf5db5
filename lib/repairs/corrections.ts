import { and, asc, eq, gt, inArray, isNull, or } from "drizzle-orm";
import { amongThese } from "#db/dialect.ts";
import { create, type Edit, update } from "#db/edit.ts";
import { auditEntries } from "#db/schema/audit.ts";
import { changes } from "#db/schema/changes.ts";
import { changeEvidence } from "#db/schema/evidence.ts";
import { authorsOf, isPersons, partyOf, type Told } from "#lib/audit/rules.ts";
import { concluded, evidenceId, type Piece, pieceOf, type Stated, silent } from "#lib/evidence/rules.ts";
import { pieceInWords } from "#lib/evidence/words.ts";
import { emptySlice, type Looking, type Repair, rowsInSlice } from "./repair.ts";
import { followedByImports } from "./undo.ts";

const said = ["aiAssistance", "aiTool", "aiModel", "aiEvidence"] as const;

/**
 * What people corrected of AI in changes that hooks or files tell of, before evidence was kept: it becomes their
 * decision, which stands above the evidence that comes later, beside what the record had said until then.
 */
export const corrections: Repair = {
  name: "corrections-of-ai",
  async slice({ read, now }, after) {
    const slice = emptySlice();
    const { id, subject, action, actorKind, command } = auditEntries;
    const entries = await read
      .select({ id, subject, after: auditEntries.after })
      .from(auditEntries)
      .where(
        and(
          gt(id, String(after?.past ?? "")),
          eq(action, "change.update"),
          inArray(actorKind, ["person", "key"]),
          or(isNull(command), eq(command, "change.update")),
        ),
      )
      .orderBy(asc(id))
      .limit(rowsInSlice);
    const corrected = entries.filter((entry) => entry.after !== null && "aiAssistance" in entry.after);
    const rows = await withoutLedger(read, [...new Set(corrected.map((entry) => entry.subject))]);
    const histories = await historiesOf(read, rows);
    const mended = rows.flatMap((row) => {
      const pieces = piecesOf(row, histories.get(row.id) ?? []);
      return pieces === null ? [] : [{ row, pieces }];
    });
    for (const { row, pieces } of mended) {
      const { number, version } = row;
      slice.edits.push(...pieces.map((piece) => kept(row, { piece, now })));
      slice.edits.push(update(changes, { key: { number }, version }, concluded(pieces)));
      const after = { evidence: pieces.map(pieceInWords) };
      slice.records.push({ subject: row.id, before: null, after, action: "change.mend" });
    }
    slice.edits.push(
      ...(await followedByImports(
        { read },
        "changes",
        mended.map(({ row }) => row),
      )),
    );
    if (entries.length === rowsInSlice) slice.next = { past: entries.at(-1)!.id };
    return slice;
  },
};

type Read = Looking["read"];
type Row = typeof changes.$inferSelect;

/** Of changes that have a ledger, all is known by now. */
async function withoutLedger(read: Read, ids: readonly string[]): Promise<Row[]> {
  const rows = await read
    .select()
    .from(changes)
    .where(amongThese(changes.id, ids))
    .orderBy(asc(changes.number));
  const { changeNumber } = changeEvidence;
  const numbers = rows.map(({ number }) => number);
  const held = await read
    .selectDistinct({ changeNumber })
    .from(changeEvidence)
    .where(amongThese(changeNumber, numbers));
  const known = new Set(held.map((one) => one.changeNumber));
  return rows.filter(({ number }) => !known.has(number));
}

type Entry = Told & { actorName: string };

async function historiesOf(read: Read, rows: readonly Row[]): Promise<Map<string, Entry[]>> {
  const { id, subject, at, action, actorKind, actorName, command, before, after } = auditEntries;
  const entries = await read
    .select({ subject, at, action, actorKind, actorName, command, before, after })
    .from(auditEntries)
    .where(
      amongThese(
        subject,
        rows.map((row) => row.id),
      ),
    )
    .orderBy(asc(at), asc(id));
  return Map.groupBy(entries, (entry) => entry.subject);
}

/** The record's own word until then, and the decision; null where nobody corrected what a hook or a file had said. */
function piecesOf(row: Row, history: readonly Entry[]): [Piece, Piece] | null {
  const isPerson = (entry: Entry) => partyOf(entry) === "person";
  if (history.some((entry) => entry.action === "change.record" && isPerson(entry))) return null;
  if (!isPersons(authorsOf(history), "aiAssistance")) return null;
  const edits = history.filter(isPerson);
  const last = edits.findLast(({ after }) => after !== null && "aiAssistance" in after)!;
  const is: Stated = {
    ...silent,
    ...Object.fromEntries(Object.keys(silent).map((name) => [name, row[name as keyof Stated]])),
  };
  // What a field held before somebody first changed it was the source's word.
  const was = said.map((name) => [
    name,
    edits.find(({ after }) => after !== null && name in after)?.before?.[name] ?? is[name],
  ]);
  const word = { source: row.source ?? row.createdBy ?? "", by: row.createdBy, at: row.createdAt };
  const { aiAssistance, aiTool, aiModel, aiEvidence } = is;
  const decision = pieceOf(
    { ...silent, aiAssistance, aiTool, aiModel, aiEvidence },
    { source: last.actorName, by: last.actorName, at: last.at },
  );
  const channel = aiEvidence === "none" ? "engineer-statement" : aiEvidence;
  return [
    pieceOf({ ...is, ...Object.fromEntries(was) }, word),
    { ...decision, channel, about: null, decision: "made" },
  ];
}

function kept(row: Row, { piece, now }: { piece: Piece; now: Date }): Edit {
  const { by, ...rest } = piece;
  return create(changeEvidence, {
    ...rest,
    id: evidenceId(row.id, piece),
    saidBy: by,
    changeNumber: row.number,
    heardAt: now,
  });
}
