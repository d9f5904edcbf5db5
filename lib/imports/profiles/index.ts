import type { ImportTarget } from "#db/values.ts";
import { ownProfile } from "../drafts.ts";
import type { Mapping } from "../schema.ts";
import { targets } from "../targets/index.ts";
import {
  devlakeDeployments,
  devlakeIssues,
  devlakeOpsgenie,
  devlakePagerduty,
  githubDeployments,
} from "./deployments.ts";
import { datadog, firehydrant, opsgenie, rootly } from "./incident-tools.ts";
import { pagerdutyAnalytics, pagerdutyInsights, pagerdutyReport } from "./pagerduty.ts";
import { fits, headerOf, mappingOf, type Profile } from "./profile.ts";
import { googleCloud, statuspage, statuspageDowntime, statuspageFlat } from "./status-pages.ts";
import { hpServiceManager, jira, serviceNowEvents, serviceNowList } from "./trackers.ts";

/** Our own exports name their columns as the fields are named, to the letter. */
const ownRequires: Readonly<Record<ImportTarget, string[]>> = {
  incidents: ["id", "title", "startedAt", "severityRaw"],
  changes: ["id", "title", "deployedAt", "aiAssistance"],
  "change-volumes": ["day", "aiAssistance", "count", "source"],
  systems: ["slug", "name", "tier", "dependsOn"],
  actions: ["id", "incident", "title", "dueOn"],
};

const ownProfiles = Object.values(targets).map((target): Profile => {
  return {
    name: ownProfile,
    label: "Faultline's own export",
    target: target.name,
    source: null,
    requires: ownRequires[target.name],
    fields: Object.fromEntries(target.fields.map((field) => [field.name, [field.name]])),
  };
});

export const profiles: readonly Profile[] = [
  ...ownProfiles,
  pagerdutyReport,
  pagerdutyAnalytics,
  pagerdutyInsights,
  jira,
  serviceNowEvents,
  serviceNowList,
  hpServiceManager,
  opsgenie,
  firehydrant,
  rootly,
  statuspageFlat,
  statuspageDowntime,
  statuspage,
  googleCloud,
  datadog,
  githubDeployments,
  devlakeDeployments,
  devlakeIssues,
  devlakePagerduty,
  devlakeOpsgenie,
];

export function profileNamed(name: string, target: ImportTarget): Profile | null {
  return profiles.find((profile) => profile.name === name && profile.target === target) ?? null;
}

/** The profile whose required names are all in the header; between several, the one that requires most. */
export function recognise(columns: readonly string[], target: ImportTarget): Profile | null {
  const header = headerOf(columns);
  const fitting = profiles.filter((profile) => profile.target === target && fits(profile, header));
  fitting.sort(
    (a, b) => Number(isOwn(b, columns)) - Number(isOwn(a, columns)) || b.requires.length - a.requires.length,
  );
  return fitting.find((profile) => profile.name !== ownProfile || isOwn(profile, columns)) ?? null;
}

/** `started_at` is not our own spelling, and our own export is read to the letter. */
function isOwn(profile: Profile, columns: readonly string[]): boolean {
  return profile.name === ownProfile && profile.requires.every((name) => columns.includes(name as string));
}

export function profileMapping(profile: Profile, columns: readonly string[]): Mapping {
  return mappingOf(profile, headerOf(columns));
}

export type { Profile } from "./profile.ts";
