import { type Meanings, severityMeant } from "#lib/meanings/rules.ts";
import type { Others, Report, Sender } from "./schema.ts";

/** What facts come to. Where it was said what a word means, that stands before any guess. */
export function meant<D>(
  sender: Sender<D>,
  { subject, told, meanings }: { subject: string; told: Others<D>; meanings: Meanings },
): Report[] {
  const known = (source: string, word: string) => severityMeant(meanings, source, word);
  return sender
    .project(subject, told(subject), (word) => known(sender.name, word), told)
    .map((report): Report => {
      if (report.kind !== "incident" || report.body.severityRaw == null) return report;
      const severity = known(report.body.source, report.body.severityRaw);
      return severity === undefined ? report : { ...report, body: { ...report.body, severity } };
    });
}
