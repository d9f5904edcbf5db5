import { create, type Edit, remove } from "#db/edit.ts";
import { heldChanges } from "#db/schema/hooks.ts";
import { changeEditor } from "#lib/changes/editor.ts";
import { changesByIdentity } from "#lib/changes/read.ts";
import { type Change, ChangeBody } from "#lib/changes/schema.ts";
import type { CommandContext } from "#lib/command.ts";
import { type FieldError, invalid } from "#lib/errors.ts";
import { identityOf } from "#lib/identity.ts";
import { parse } from "#lib/parse.ts";
import { noOthers } from "#lib/record-names/rules.ts";
import { authorsFor, namedSystems, noPlan, type Plan, type Told, type Work, withdrawn } from "../editor.ts";
import { impossible, taken } from "../impossible.ts";
import { changePatch, newChange } from "../order.ts";
import type { ChangeReport, Report } from "../schema.ts";

const isChange = (report: Report): report is ChangeReport => report.kind === "change";

/** Turns what senders report of changes into edits. */
export async function changePlan(context: CommandContext, work: Work): Promise<Plan> {
  const reports = work.changed.filter((one): one is Told<ChangeReport> => isChange(one.report));
  const lost = work.lost.filter(isChange);
  if (reports.length + lost.length === 0) return noPlan;
  const identities = [...reports.map(({ report }) => report), ...lost].flatMap(({ body, formerly }) => {
    const { source, externalId } = body;
    return [externalId, ...(formerly === null ? [] : [formerly])].map((name) => ({
      source,
      externalId: name,
      names: noOthers,
    }));
  });
  const stored = await context.ask(changesByIdentity, { identities });
  const find = ({ body: { source, externalId }, formerly }: ChangeReport) =>
    stored.get(identityOf({ source, externalId })!) ??
    (formerly === null ? undefined : stored.get(identityOf({ source, externalId: formerly })!));
  const authors = await authorsFor(context, stored);
  const systems = await namedSystems(context, reports);
  const bodies = [
    ...systems.listed().map((system) => ({ system })),
    ...reports.map(({ report: { body } }) => ({ shas: body.shas, reworks: body.reworks })),
  ];
  const called = reports.map(({ report }) => calledBy(report));
  const editor = await changeEditor(context, { bodies, called });
  if (work.createSystems) systems.addMissing(editor.addSystem);
  const resolved = { slugs: systems.slugs, at: context.now };

  const counted = reports.filter(({ report }) => report.held === null);
  const left: FieldError[] = [];
  const done = counted.map(({ report: is, before }) => {
    const record = find(is);
    // A record that was another report's so far is told all of this one.
    const was = before !== undefined && record === stored.get(identityOf(before.body)!) ? before : undefined;
    const { planned, left: without } =
      record === undefined
        ? taken(newChange(is, resolved), ["title", "deployedAt"], (body) =>
            editor.add(parse(ChangeBody, body), calledBy(is)),
          )
        : taken(patchOf(record, { was, is, authors: authors(record), resolved }), [], (patch) =>
            editor.change(record, patch, calledBy(is)),
          );
    left.push(...without);
    const { result, record: change, read } = planned;
    return () => ({
      type: "change" as const,
      number: read().number,
      id: change.id,
      externalId: is.body.externalId,
      result,
    });
  });
  const held = reports.flatMap(({ report }) => (report.held === null ? [] : [report]));
  const never = held.flatMap(({ body }) => impossible("deployedAt", body.deployedAt, work.bounds) ?? []);
  if (never.length > 0) throw invalid(never);
  const gone = await withdrawn(
    context,
    [...lost, ...held]
      .flatMap((report) => find(report) ?? [])
      .filter(({ incidents }) => incidents.length === 0),
    "change",
  );
  return {
    edits: () => [...editor.edits(), ...reports.flatMap(heldEdits), ...gone.edits],
    records: () => [...editor.records(), ...gone.records],
    done: [...done, ...gone.done],
    unknown: systems.unknown(),
    left,
  };
}

/** None of the tools that tell of changes has two names for one. */
const calledBy = ({ body: { source, externalId } }: ChangeReport) => ({
  source,
  externalId,
  names: noOthers,
});

/** What its sender took back and tells again is in the figures again. */
function patchOf(record: Change, news: Parameters<typeof changePatch>[1]) {
  const patch = parse(ChangeBody.partial(), changePatch(record, news));
  return news.authors.get("deletedAt")?.party === "hook" ? { ...patch, deletedAt: null } : patch;
}

/** What is held is listed apart, so that somebody sees it. */
function heldEdits({ report, before }: Told<ChangeReport>): Edit[] {
  const { body, held } = report;
  const { source, externalId, title, deployedAt, url = null } = body;
  if (held === null && before?.held == null) return [];
  const gone = remove(heldChanges, { source, externalId });
  return held === null
    ? [gone]
    : [gone, create(heldChanges, { source, externalId, title, askedAt: deployedAt, url, reason: held })];
}
