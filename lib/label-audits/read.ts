import { and, asc, count, desc, eq, isNull } from "drizzle-orm";
import { z } from "zod";
import { labelAudits, labelChecks } from "#db/schema/label-audits.ts";
import type { Actor } from "#lib/actor.ts";
import { changesByNumber } from "#lib/changes/read.ts";
import { notFound } from "#lib/errors.ts";
import { OnePage } from "#lib/page.ts";
import { query } from "#lib/query.ts";
import { placeOf } from "./rules.ts";
import { DealtChange, LabelAudit, LabelAuditHead, LabelCheck } from "./schema.ts";

/** Whose answer it is; the program itself has a name alone. */
export const checkerOf = ({ id, name }: Actor) => id ?? name;

export const AuditId = z.string().max(100);

export const listLabelAudits = query({
  name: "label-audits.list",
  summary: "Samples of changes whose AI labels people check, the latest first",
  requires: "read",
  input: z.strictObject({}),
  answer: z.object({
    items: z.array(LabelAuditHead).describe("All of them, the latest first."),
    next: OnePage,
  }),
  async run({ read }) {
    const rows = await read
      .select()
      .from(labelAudits)
      .where(isNull(labelAudits.deletedAt))
      .orderBy(desc(labelAudits.createdAt), desc(labelAudits.id));
    const looked = await read
      .select({ auditId: labelChecks.auditId, change: labelChecks.changeNumber, checks: count() })
      .from(labelChecks)
      .groupBy(labelChecks.auditId, labelChecks.changeNumber);
    const answered = Map.groupBy(looked, ({ auditId }) => auditId);
    const items = rows.map(({ drawn, ...row }) => ({
      ...headOf(row),
      dealt: drawn.length,
      answered: answered.get(row.id)?.length ?? 0,
    }));
    return { items, next: null };
  },
});

export const getLabelAudit = query({
  name: "label-audits.get",
  summary: "One such sample, with the labels on record and what people found",
  requires: "read",
  input: z.object({ id: AuditId }),
  answer: LabelAudit,
  async run({ read }, { id }) {
    const [row] = await read
      .select()
      .from(labelAudits)
      .where(and(eq(labelAudits.id, id), isNull(labelAudits.deletedAt)))
      .limit(1);
    if (row === undefined) throw notFound(`audit ${id}`);
    const checks = await read
      .select()
      .from(labelChecks)
      .where(eq(labelChecks.auditId, id))
      .orderBy(asc(labelChecks.id));
    const { drawn, ...head } = row;
    return { ...headOf(head), drawn, checks: checks.map(checkOf) };
  },
});

function headOf({
  periodFrom: from,
  periodTo: to,
  zone,
  ...row
}: Omit<typeof labelAudits.$inferSelect, "drawn">) {
  return { ...row, period: { from, to, zone }, population: row.population as LabelAudit["population"] };
}

function checkOf({
  changeNumber: change,
  checkerId: _,
  ...row
}: typeof labelChecks.$inferSelect): LabelCheck {
  return { ...row, change };
}

/** What the actor said of a change themselves; null where they said nothing. */
export const ownLabelCheck = query({
  name: "label-checks.own",
  summary: "Your own answer for a change of a sample",
  requires: "read",
  input: z.object({ id: AuditId, change: z.int() }),
  answer: LabelCheck.nullable(),
  async run({ read, actor }, { id, change }) {
    const [row] = await read
      .select()
      .from(labelChecks)
      .where(
        and(
          eq(labelChecks.auditId, id),
          eq(labelChecks.changeNumber, change),
          eq(labelChecks.checkerId, checkerOf(actor)),
        ),
      )
      .limit(1);
    return row === undefined ? null : checkOf(row);
  },
});

/**
 * What nobody has looked at yet, without its label. Everyone begins at a place of their own; what was deleted since is
 * not dealt.
 */
export const dealLabels = query({
  name: "label-audits.deal",
  summary: "The next changes of a sample to check, in your order, without the labels on record",
  requires: "read",
  input: z.strictObject({
    id: AuditId,
    limit: z.coerce.number().int().min(1).max(500).default(100).describe("How many to answer at most."),
  }),
  answer: z.object({
    items: z.array(DealtChange).describe("Changes that nobody has looked at yet."),
    left: z.int().describe("How many there are of them, these included."),
    dealt: z.int().describe("How many changes the sample holds."),
  }),
  async run({ ask, actor }, { id, limit }) {
    const { drawn, checks } = await ask(getLabelAudit, { id });
    const looked = new Set(checks.map(({ change }) => change));
    const place = placeOf(checkerOf(actor), drawn.length);
    const numbers = [...drawn.slice(place), ...drawn.slice(0, place)]
      .map(({ change }) => change)
      .filter((change) => !looked.has(change));
    const found = await ask(changesByNumber, { numbers });
    const open = found.filter(({ deletedAt }) => deletedAt === null);
    return { items: open.slice(0, limit).map(blind), left: open.length, dealt: drawn.length };
  },
});

const blind = (change: DealtChange) =>
  Object.fromEntries(
    Object.keys(DealtChange.shape).map((name) => [name, change[name as keyof DealtChange]]),
  ) as DealtChange;
