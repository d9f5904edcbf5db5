import { isDeepStrictEqual } from "node:util";
import { saidTo } from "#lib/imports/mapping/answers.ts";
import type { Answers, ReadingOptions } from "#lib/imports/mapping/schema.ts";
import { effectInWords } from "#lib/imports/plan/effect.ts";
import type { FileInspection, Import, Plan, Reason, RowCounts } from "#lib/imports/schema.ts";
import type { Target } from "#lib/imports/targets/target.ts";
import { writtenMoment } from "#lib/moments.ts";
import { tellsIdentity } from "./import-ask.ts";
import { columnLines } from "./import-columns.ts";

/** What the command line of the import prints of a file, its plan and its end. */

export type Out = (line: string) => void;

export const counted = (count: number) => count.toLocaleString("en");

export function tellInspection(
  inspection: FileInspection,
  { target, out }: { target: Target; out: Out },
): void {
  const { profile, rows, settled, notTaken } = inspection;
  const recognised = profile === null ? "mapped by names and contents" : `recognised as ${profile.label}`;
  out(`${counted(rows)} rows, ${formOf(inspection)}, ${recognised}`);
  for (const line of columnLines(inspection, target)) out(line);
  for (const what of notTaken) out(`  ${what}`);
  for (const { id, answer, why: reason } of settled) out(`  ${id}: ${JSON.stringify(answer)}. ${reason}`);
}

function formOf({ format, encoding, sheet }: FileInspection): string {
  if (format === "csv") return encoding;
  return format === "xlsx" ? `sheet ${sheet} of a workbook` : format.toUpperCase();
}

/** What decides which record a row is, is told in words however it was answered. */
export function tellIdentity(
  { questions }: FileInspection,
  { out, ...given }: { answers: Answers; reading: ReadingOptions; out: Out },
): void {
  for (const question of questions) {
    if (!tellsIdentity(question)) continue;
    const said = saidTo(question, given);
    if (said === undefined) continue;
    const chosen = question.options.find(({ value }) => isDeepStrictEqual(value, said));
    out(`${question.text} ${question.why}\n  taken: ${chosen?.label ?? JSON.stringify(said)}`);
  }
}

export function tellEarlier({ same }: Import, out: Out): void {
  for (const { createdAt, state, id } of same)
    out(`The same file came in before: ${createdAt.toISOString()} (${id}, ${state}).`);
}

export function tellPlan(plan: Plan, { rows, out }: { rows: number; out: Out }): void {
  const { create, update, unchanged, refused, skipped, newSystems } = plan;
  const n = counted;
  out(
    `Plan: ${n(create)} to create, ${n(update)} to update, ${n(unchanged)} unchanged, ${n(refused)} refused, ${n(skipped)} left out`,
  );
  out(`  ${accounted(create + update + unchanged + refused + skipped, rows)}`);
  const { firstStart: first, lastStart: last, firstStartPrecision, lastStartPrecision } = plan;
  if (first && last)
    out(`  from ${writtenMoment(first, firstStartPrecision)} to ${writtenMoment(last, lastStartPrecision)}`);
  if (newSystems.length > 0)
    out(
      `  ${n(newSystems.length)} new ${newSystems.length === 1 ? "system" : "systems"}: ${newSystems.map(({ slug }) => slug).join(", ")}`,
    );
  if (plan.repeats !== null) out(`  ${effectInWords(plan.repeats)}`);
  for (const [reason, count] of Object.entries(plan.skippedReasons))
    out(`  left out (${n(count)}): ${reason}`);
  for (const row of plan.refusedSample.slice(0, 10)) out(`  line ${row.line} refused: ${reasonsOf(row)}`);
  for (const { what, becomes, rows, lines } of plan.doubts)
    out(
      `  ${what} (${n(rows)}), on line ${lines.join(", ")}${rows > lines.length ? " and others" : ""}. ${becomes}`,
    );
  if (plan.remarks > 0) out(`  ${n(plan.remarks)} not stored to the letter, the first of them:`);
  for (const row of plan.remarkSample.slice(0, 10)) out(`  line ${row.line}: ${reasonsOf(row)}`);
}

/** Rows that are nothing but blanks are no rows of the file, and stand on neither side. */
function accounted(told: number, rows: number): string {
  if (told === rows) return `${counted(rows)} rows, each accounted for`;
  return `${counted(told)} of ${counted(rows)} rows accounted for`;
}

export function tellDone(done: RowCounts, of: string, out: Out): void {
  const { created, updated, unchanged, refused, skipped } = done;
  const n = counted;
  out(
    `${of}: ${n(created)} created, ${n(updated)} updated, ${n(unchanged)} unchanged, ${n(refused)} refused, ${n(skipped)} left out`,
  );
}

export function reasonsOf({ reasons }: { reasons: readonly Reason[] }): string {
  return reasons
    .map(({ column, value, reason }) =>
      [column, value === null ? null : `“${value}”`, reason].filter(Boolean).join(" "),
    )
    .join("; ");
}
