import { changeFields } from "#db/fields/changes.ts";
import { aiAssistances } from "#db/values.ts";
import { type ImportWords, targetFields } from "./fields.ts";
import type { Target } from "./target.ts";

/** Headers and words of other tools, for the fields that have any. */
const words = {
  source: {
    names: ["source system"],
  },
  externalId: {
    names: [
      "external id",
      "change id",
      "deployment id",
      "change number",
      "id",
      "number",
      "key",
      "sha",
      "commit sha",
    ],
  },
  title: {
    names: [
      "display title",
      "name",
      "summary",
      "short description",
      "commit msg",
      "commit message",
      "description",
      "task",
    ],
  },
  kind: {
    names: ["change kind", "change type", "type", "category"],
    words: {
      software: "code",
      application: "code",
      deployment: "code",
      deploy: "code",
      config: "configuration",
      "feature flag": "configuration",
      infra: "infrastructure",
      hardware: "infrastructure",
      network: "infrastructure",
      database: "data",
      migration: "data",
    },
  },
  deployedAt: {
    names: [
      "deployed",
      "deploy time",
      "finished date",
      "finished at",
      "deployed on",
      "deployment date",
      "implemented at",
      "actual end",
      "started date",
      "start date",
      "merged at",
      "created at",
      "created date",
      "date",
      "datetime",
      "timestamp",
    ],
  },
  author: {
    names: ["creator", "deployed by", "created by", "requested by", "user", "actor"],
  },
  authorLevel: {
    names: ["level", "seniority"],
    words: {
      "mid-level": "mid",
      middle: "mid",
      intermediate: "mid",
      staff: "senior",
      principal: "senior",
      lead: "senior",
      intern: "junior",
    },
  },
  aiAssistance: {
    confirm: true,
    names: ["ai assisted", "ai", "ai usage"],
    words: {
      yes: "assisted",
      true: "assisted",
      no: "none",
      false: "none",
    },
  },
  aiTool: {
    names: ["ai assistant"],
  },
  approvals: {
    names: ["approval count", "number of approvals", "approvers count", "reviews"],
  },
  seniorApproval: {
    names: ["senior approved", "senior sign off"],
  },
  submittedAt: {
    names: ["opened at", "review requested at", "put up at"],
  },
  approvedAt: {
    names: ["approved at", "approval time", "last approval"],
  },
  documented: {
    names: ["in change management"],
  },
  documentUrl: {
    names: ["document link", "change record url"],
  },
  checksPassed: {
    names: ["checks", "ci passed", "tests passed"],
  },
  riskAssessed: {
    names: ["risk assessment"],
  },
  rollbackPlan: {
    names: ["backout plan", "has rollback plan"],
  },
  sandboxTested: {
    names: ["tested in staging", "sandbox"],
  },
  rolledBackAt: {
    names: ["rollback at", "reverted at", "rollback time"],
  },
  url: {
    names: ["link", "html url", "permalink"],
  },
} satisfies Partial<Record<keyof typeof changeFields, ImportWords>>;

export const changesTarget: Target = {
  name: "changes",
  label: "Changes",
  naturalKey: [],
  fields: [
    { name: "id", label: "Faultline id", kind: "identifier", names: [] },
    ...targetFields(changeFields, words),
    {
      name: "system",
      label: "System",
      kind: "system",
      names: [
        "service",
        "service name",
        "application",
        "component",
        "configuration item",
        "repository",
        "repo",
        "repo url",
        "project",
      ],
    },
  ],
};

export const changeVolumesTarget: Target = {
  name: "change-volumes",
  label: "Change volumes",
  naturalKey: ["day", "system", "aiAssistance", "source"],
  fields: [
    { name: "day", label: "Day", kind: "day", required: true, names: ["date", "deployed on", "period"] },
    {
      name: "system",
      label: "System",
      kind: "system",
      names: ["service", "service name", "application", "repository"],
    },
    {
      name: "aiAssistance",
      label: "AI assistance",
      kind: "choice",
      choices: aiAssistances,
      confirm: true,
      names: ["ai assisted", "ai"],
      words: { yes: "assisted", true: "assisted", no: "none", false: "none" },
    },
    {
      name: "count",
      label: "Number of changes",
      kind: "count",
      required: true,
      names: ["changes", "deployments", "total", "number", "change count", "total merged", "merged"],
    },
    { name: "source", label: "Source", kind: "identifier", max: 100, names: ["source system"] },
  ],
};
