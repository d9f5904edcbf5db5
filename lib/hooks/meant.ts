import { type Meanings, severityMeant } from "#lib/meanings/rules.ts";
import type { Placed, Report, Sender } from "./schema.ts";

/** What facts come to. Where it was said what a word means, that stands before any guess. */
export function meant<D>(
  sender: Sender<D>,
  { subject, facts, meanings }: { subject: string; facts: readonly Placed<D>[]; meanings: Meanings },
): Report[] {
  const known = (source: string, word: string) => severityMeant(meanings, source, word);
  return sender
    .project(subject, facts, (word) => known(sender.name, word))
    .map((report): Report => {
      if (report.kind !== "incident" || report.body.severityRaw == null) return report;
      const severity = known(report.body.source, report.body.severityRaw);
      return severity === undefined ? report : { ...report, body: { ...report.body, severity } };
    });
}
