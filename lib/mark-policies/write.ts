import { create, update } from "#db/edit.ts";
import { markPolicies } from "#db/schema/mark-policies.ts";
import { dayOf } from "#lib/calendar.ts";
import { canonical } from "#lib/canonical.ts";
import { command, unchanged } from "#lib/command.ts";
import { invalid } from "#lib/errors.ts";
import { listLabelAudits } from "#lib/label-audits/read.ts";
import { getSettings } from "#lib/settings/read.ts";
import { requireUnchanged } from "#lib/versions.ts";
import { listMarkPolicies } from "./read.ts";
import { MarkPolicy, MarkPolicyBody } from "./schema.ts";

export const setMarkPolicy = command({
  name: "mark-policy.set",
  summary: "Say what a repository asks of marks of AI, from a day on",
  requires: "settings.write",
  input: MarkPolicyBody,
  answer: MarkPolicy,
  async run(context, { version, ...body }) {
    const { zone } = await context.ask(getSettings, undefined);
    const said = { ...body, holdsFrom: body.holdsFrom ?? dayOf(context.now, zone) };
    await requireAudit(context.ask, said.labelAudit);
    const { items } = await context.ask(listMarkPolicies, {});
    const before = items.find(
      ({ repository, holdsFrom }) => repository === said.repository && holdsFrom === said.holdsFrom,
    );
    if (before === undefined) {
      const policy = { id: context.newId("mpl"), ...said, setBy: context.actor.name };
      return {
        edits: [create(markPolicies, policy)],
        records: [{ subject: policy.id, before: null, after: said }],
        answer: () => ({ ...policy, version: 1, createdAt: context.now, updatedAt: context.now }),
        again: version === undefined,
      };
    }
    const name = `The policy of ${before.repository} from ${before.holdsFrom}`;
    requireUnchanged({ version, before, name });
    const after = { ...before, ...said };
    if (canonical(after) === canonical(before)) return unchanged(before);
    const set = { ...said, setBy: context.actor.name };
    return {
      edits: [update(markPolicies, { key: { id: before.id }, version: before.version }, set)],
      records: [{ subject: before.id, before, after }],
      answer: () => ({ ...after, ...set, version: before.version + 1, updatedAt: context.now }),
      again: version === undefined,
    };
  },
});

type Ask = Parameters<Parameters<typeof command>[0]["run"]>[0]["ask"];

async function requireAudit(ask: Ask, id: string | null): Promise<void> {
  if (id === null) return;
  const { items } = await ask(listLabelAudits, {});
  if (!items.some((audit) => audit.id === id))
    throw invalid([{ path: "labelAudit", message: "there is no such audit of labels" }]);
}
