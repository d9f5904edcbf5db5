import type {
  ActionKind,
  ActionPriority,
  ActionState,
  AiAssistance,
  AiEvidence,
  AiInvolvement,
  AuditOutcome,
  AuthorLevel,
  ChangeKind,
  ChangeLink,
  ContributingFactor,
  IncidentKind,
  InterventionKind,
  PostmortemState,
  RootCause,
  Severity,
  Status,
  SystemPart,
  Tier,
  TimelineKind,
  Trigger,
} from "#lib/values.ts";

/** Plain records in the shape of the REST bodies. Instants are RFC 3339 in UTC, days are yyyy-mm-dd. */

interface Key {
  source: string;
  externalId: string;
}

export interface SystemRecord {
  slug: string;
  name: string;
  tier: Tier;
  org: string;
  owner: string;
  description: string;
  dependsOn: string[];
}

export interface ChangeRecord extends Key {
  title: string;
  kind: ChangeKind | null;
  /** The system's slug. */
  system: string | null;
  deployedAt: string;
  author: string | null;
  authorLevel: AuthorLevel;
  aiAssistance: AiAssistance;
  aiTool: string | null;
  aiEvidence: AiEvidence;
  aiModel?: string;
  repository?: string;
  commits?: number;
  aiCommits?: number;
  lines?: number;
  aiLines?: number;
  evidence?: { channel: AiEvidence; about: string; assistance: AiAssistance; said: string; at: string }[];
  approvals: number | null;
  submittedAt?: string | null;
  approvedAt?: string | null;
  seniorApproval: boolean | null;
  documented: boolean | null;
  documentUrl: string | null;
  checksPassed: boolean | null;
  riskAssessed: boolean | null;
  rollbackPlan: boolean | null;
  sandboxTested: boolean | null;
  rolledBackAt: string | null;
  url: string | null;
}

export interface IncidentRecord extends Key {
  kind: IncidentKind;
  title: string;
  summary: string | null;
  severity: Severity | null;
  severityRaw: string | null;
  status: Status;
  startedAt: string;
  detectedAt: string | null;
  mitigatedAt: string | null;
  resolvedAt: string | null;
  lostOrders: number | null;
  errors: number | null;
  customersAffected: number | null;
  orderDropPercent: number | null;
  customerFacing: boolean | null;
  trigger: Trigger;
  rootCause: RootCause;
  rootCauseDetail: string | null;
  aiInvolvement: AiInvolvement;
  aiTool: string | null;
  aiEvidence: AiEvidence;
  aiNote: string | null;
  systems: { slug: string; part: SystemPart }[];
  regions: string[];
  factors: { factor: ContributingFactor; note: string | null }[];
  changes: (Key & { link: ChangeLink })[];
}

export interface TimelineRecord {
  at: string;
  text: string;
  kind: TimelineKind;
}

export interface ActionRecord {
  title: string;
  kind: ActionKind;
  owner: string;
  dueOn: string;
  /** When it was decided. */
  createdAt: string;
  state: ActionState;
  priority: ActionPriority;
  trackerUrl: string | null;
  closedAt: string | null;
}

export interface PostmortemRecord {
  incident: Key;
  state: PostmortemState;
  summary: string | null;
  impact: string | null;
  detection: string | null;
  rootCause: string | null;
  aiRole: string | null;
  wentWell: string | null;
  wentWrong: string | null;
  lucky: string | null;
  fiveWhys: string[];
  lessons: string | null;
  owner: string;
  reviewers: string[];
  publishedAt: string | null;
  timeline: TimelineRecord[];
  actions: ActionRecord[];
}

type InterventionScope =
  | { to: "all" }
  | { to: "org"; orgs: string[] }
  | { to: "tier"; tiers: Tier[] }
  | { to: "systems"; systems: string[] };

export interface InterventionRecord {
  name: string;
  kind: InterventionKind;
  startsOn: string;
  endsOn: string | null;
  scope: InterventionScope;
  note: string;
}

export interface ChangeVolumeRecord {
  day: string;
  system: string | null;
  aiAssistance: AiAssistance;
  count: number;
  source: string;
}

export interface AuditRecord {
  change: Key;
  auditedAt: string;
  auditedBy: string;
  outcome: AuditOutcome;
  note: string | null;
}
