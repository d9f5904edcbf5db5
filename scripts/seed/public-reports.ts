import { blank } from "./incident-record.ts";
import type { ChangeRecord, IncidentRecord } from "./records.ts";

/**
 * Incidents of a large online retailer as the press reported them in 2026. Only what was reported is filled in.
 * No time of day was reported: each begins with its day in the zone of the company, and the summary says so.
 */
const publicSource = "public-report";

const reported = "Publicly reported, 2026 (press reports).";

function report(values: Partial<IncidentRecord>): IncidentRecord {
  return { ...blank(), source: publicSource, status: "resolved", ...values };
}

const incidents: IncidentRecord[] = [
  report({
    externalId: "2025-12-environment",
    title: "Cost calculator interrupted for 13 hours after an AI agent recreated its environment",
    summary: `${reported} In December 2025 an AI agent deleted and recreated an environment; a cost calculator in one region was interrupted for 13 hours. The day was not reported: the record stands at the first of the month.`,
    startedAt: "2025-12-01T06:00:00.000Z",
    mitigatedAt: "2025-12-01T19:00:00.000Z",
    trigger: "change",
    rootCauseDetail: "An AI agent deleted and recreated an environment.",
    aiInvolvement: "primary",
    factors: [{ factor: "ai-safeguards-missing", note: reported }],
    changes: [{ source: publicSource, externalId: "2025-12-environment-change", link: "culprit" }],
  }),
  report({
    externalId: "2026-03-02-carts",
    title: "Wrong delivery times in carts",
    summary: `${reported} On 2 March 2026 carts showed wrong delivery times: nearly 120,000 lost orders and about 1.6 million website errors. An AI coding assistant was named a primary contributor. The time of day was not reported.`,
    severity: 1,
    severityRaw: "Sev-1",
    startedAt: "2026-03-02T06:00:00.000Z",
    lostOrders: 120_000,
    errors: 1_600_000,
    customerFacing: true,
    aiInvolvement: "primary",
  }),
  report({
    externalId: "2026-03-05-orders",
    title: "Orders down 99% across the North American marketplaces",
    summary: `${reported} On 5 March 2026 orders fell by 99% across the North American marketplaces, about 6.3 million orders lost, after a production change made outside the documentation and approval process. It was one of four Sev-1 incidents in a week, in which one outage lasted nearly six hours; no times of day were reported.`,
    severity: 1,
    severityRaw: "Sev-1",
    startedAt: "2026-03-05T06:00:00.000Z",
    lostOrders: 6_300_000,
    orderDropPercent: 99,
    customerFacing: true,
    trigger: "change",
    rootCause: "change-process",
    rootCauseDetail: "A production change was made outside the documentation and approval process.",
    regions: ["North America"],
    factors: [{ factor: "undocumented-change", note: reported }],
    changes: [{ source: publicSource, externalId: "2026-03-05-orders-change", link: "culprit" }],
  }),
];

function change(
  values: Partial<ChangeRecord> & Pick<ChangeRecord, "externalId" | "title" | "deployedAt" | "kind">,
): ChangeRecord {
  return {
    source: publicSource,
    system: null,
    author: null,
    authorLevel: "unknown",
    aiAssistance: "unknown",
    aiTool: null,
    aiEvidence: "none",
    approvals: null,
    seniorApproval: null,
    documented: null,
    documentUrl: null,
    checksPassed: null,
    riskAssessed: null,
    rollbackPlan: null,
    sandboxTested: null,
    rolledBackAt: null,
    url: null,
    ...values,
  };
}

const changes: ChangeRecord[] = [
  change({
    externalId: "2025-12-environment-change",
    title: "Environment deleted and recreated by an AI agent (publicly reported, 2026)",
    kind: "environment",
    deployedAt: "2025-12-01T06:00:00.000Z",
    aiAssistance: "agent",
  }),
  change({
    externalId: "2026-03-05-orders-change",
    title: "Production change outside the documentation and approval process (publicly reported, 2026)",
    // The kind of change was not reported.
    kind: null,
    deployedAt: "2026-03-05T06:00:00.000Z",
    approvals: 0,
    documented: false,
  }),
];

export const publicWorst = 6_300_000;

/** Those that lie between `from` and `now`; a change goes with its incident. */
export function publicReports(
  from: number,
  now: number,
): { incidents: IncidentRecord[]; changes: ChangeRecord[] } {
  const inside = (at: string) => Date.parse(at) >= from && Date.parse(at) < now;
  return {
    incidents: incidents.filter((one) => inside(one.startedAt)),
    changes: changes.filter((one) => inside(one.deployedAt)),
  };
}
