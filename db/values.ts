/**
 * Every closed list of the product, said once: the column, the form, the filter, the REST contract and the
 * document all read it here. Free of drizzle, so that the browser may read it too.
 */

export const severities = [1, 2, 3, 4, 5] as const;
/** `unknown`: neither an end nor a state was told, which is not the same as going on. */
export const statuses = ["open", "mitigated", "resolved", "closed", "unknown"] as const;
/** The recorded ends that an incident of each state has: one that goes on has none, whatever its fields hold. */
export const endsOfState = {
  open: [],
  mitigated: ["mitigatedAt"],
  resolved: ["mitigatedAt", "resolvedAt"],
  closed: ["mitigatedAt", "resolvedAt"],
  unknown: ["mitigatedAt", "resolvedAt"],
} as const satisfies Readonly<Record<(typeof statuses)[number], readonly ("mitigatedAt" | "resolvedAt")[]>>;
/** What a moment is known to, the finest first. */
export const precisions = ["minute", "day", "month", "quarter", "year"] as const;
/** Fields whose words differ from source to source. */
export const wordFields = ["severity", "status"] as const;
/** Records that their sources have names for. */
export const namedRecords = ["incident", "change"] as const;
export type NamedRecord = (typeof namedRecords)[number];
export const incidentKinds = ["incident", "maintenance", "exercise", "duplicate"] as const;
export const triggers = ["change", "load", "dependency", "infrastructure", "external", "unknown"] as const;
export const rootCauses = [
  "code-defect",
  "configuration",
  "deployment",
  "change-process",
  "capacity",
  "dependency",
  "data",
  "network",
  "infrastructure",
  "security",
  "human-error",
  "unknown",
] as const;
/** AI made or shaped the change; "an AI product was down" is not involvement. */
export const aiInvolvements = ["none", "contributing", "primary", "unknown"] as const;
/** `agent`: an agent acted on its own. */
export const aiAssistances = ["none", "assisted", "generated", "agent", "unknown"] as const;
/** What a person who looked at a change says of it. */
export const labelAnswers = ["assisted", "generated", "agent", "none", "cannot-tell"] as const;
/** Changes whose labels are checked, each drawn apart: of the culprits both marked and unmarked ones. */
export const labelStrata = ["marked", "unmarked", "culprits"] as const;
/** How it is known that AI had a hand, the strongest kinds first. */
export const aiEvidences = [
  "line-notes",
  "agent-trace",
  "commit-trailer",
  "commit-author",
  "squashed-commits",
  "pull-request-label",
  "pull-request-disclosure",
  "pull-request-branch",
  "pull-request-author",
  "tool-report",
  "change-record",
  "engineer-statement",
  "postmortem",
  "activity",
  "none",
] as const;
/** What a kind of evidence speaks of, and so how much it weighs, the strongest first. */
export const aiStrengths = ["lines", "commits", "pull-request", "account", "statement", "activity"] as const;
/** How a change is known to take back or mend an earlier one. */
export const reworkKinds = ["revert", "rollback", "fix", "blamed-lines"] as const;
/** What a repository asks of marks of AI in its commits. */
export const markPolicies = ["required", "allowed", "banned", "unknown"] as const;
/** What somebody decides of a change against its evidence. */
export const decisions = ["made", "taken-back"] as const;
export const contributingFactors = [
  "ai-safeguards-missing",
  "ai-output-trusted",
  "review-missing",
  "review-superficial",
  "undocumented-change",
  "control-plane-safeguard-missing",
  "no-isolation",
  "no-rollback-plan",
  "rollback-slow",
  "insufficient-testing",
  "insufficient-monitoring",
  "late-detection",
  "configuration-drift",
  "dependency-unknown",
  "capacity-unknown",
  "staffing",
  "fatigue",
  "communication",
  "other",
] as const;
export const tiers = [1, 2, 3] as const;
export const changeKinds = ["code", "configuration", "infrastructure", "data", "environment"] as const;
export const authorLevels = ["junior", "mid", "senior", "unknown"] as const;
export const roles = ["viewer", "responder", "admin"] as const;
export const keyScopes = ["read", "write", "admin"] as const;
/** How far a guardrail rule of one's own has come. */
export const ruleStates = ["draft", "shadow", "live", "retired"] as const;
export const interventionKinds = ["reset", "freeze", "policy", "tooling", "staffing", "other"] as const;
/** The sections of a post-mortem in the order they are read. */
export const postmortemSections = [
  "summary",
  "impact",
  "detection",
  "rootCause",
  "aiRole",
  "wentWell",
  "wentWrong",
  "lucky",
  "lessons",
] as const;
export const postmortemStates = ["draft", "in-review", "published"] as const;
export const actionKinds = ["prevent", "detect", "mitigate", "process"] as const;
export const actionStates = ["open", "done", "dropped"] as const;
export const actionPriorities = ["high", "medium", "low"] as const;
export const timelineKinds = [
  "change",
  "detection",
  "escalation",
  "action",
  "communication",
  "recovery",
] as const;
export const auditOutcomes = ["in-order", "deviation"] as const;
export const systemParts = ["origin", "affected"] as const;
export const changeLinks = ["suspected", "culprit"] as const;
export const importStates = [
  "uploading",
  "uploaded",
  "planned",
  "running",
  "cancelled",
  "done",
  "failed",
  "undoing",
  "undone",
] as const;
/** The last three are what undoing made of created and updated rows; `kept` were edited since. */
export const importRowStates = [
  "created",
  "updated",
  "unchanged",
  "refused",
  "removed",
  "restored",
  "kept",
] as const;
export const importTargets = [
  "incidents",
  "changes",
  "change-volumes",
  "ai-activity",
  "systems",
  "actions",
] as const;
export const notificationChannels = ["email", "webhook"] as const;
export const notificationKinds = ["high-blast", "review", "test"] as const;
/** Other tools that send what happened to an address of their own here. */
export const hookSenders = [
  "pagerduty",
  "alertmanager",
  "cdevents",
  "github",
  "gitlab",
  "statuspage",
] as const;
export const actorKinds = ["person", "key", "import", "webhook", "system"] as const;

export type Severity = (typeof severities)[number];
export type Status = (typeof statuses)[number];
export type IncidentKind = (typeof incidentKinds)[number];
export type Trigger = (typeof triggers)[number];
export type RootCause = (typeof rootCauses)[number];
export type AiInvolvement = (typeof aiInvolvements)[number];
export type AiAssistance = (typeof aiAssistances)[number];
export type LabelAnswer = (typeof labelAnswers)[number];
export type LabelStratumName = (typeof labelStrata)[number];
export type AiEvidence = (typeof aiEvidences)[number];
export type ReworkKind = (typeof reworkKinds)[number];
export type AiStrength = (typeof aiStrengths)[number];
export type ContributingFactor = (typeof contributingFactors)[number];
export type Tier = (typeof tiers)[number];
export type ChangeKind = (typeof changeKinds)[number];
export type AuthorLevel = (typeof authorLevels)[number];
export type Role = (typeof roles)[number];
export type KeyScope = (typeof keyScopes)[number];
export type RuleState = (typeof ruleStates)[number];
export type InterventionKind = (typeof interventionKinds)[number];
export type PostmortemSection = (typeof postmortemSections)[number];
export type PostmortemState = (typeof postmortemStates)[number];
export type ActionKind = (typeof actionKinds)[number];
export type ActionState = (typeof actionStates)[number];
export type ActionPriority = (typeof actionPriorities)[number];
export type TimelineKind = (typeof timelineKinds)[number];
export type AuditOutcome = (typeof auditOutcomes)[number];
export type SystemPart = (typeof systemParts)[number];
export type ChangeLink = (typeof changeLinks)[number];
export type ImportState = (typeof importStates)[number];
export type ImportTarget = (typeof importTargets)[number];
export type NotificationKind = (typeof notificationKinds)[number];
export type HookSender = (typeof hookSenders)[number];
export type ActorKind = (typeof actorKinds)[number];
