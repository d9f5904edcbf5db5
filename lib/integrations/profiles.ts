import { datadog } from "./datadog/profile.ts";
import { devlakeDeployments, devlakeIssues, devlakeOpsgenie, devlakePagerduty } from "./devlake/profile.ts";
import { firehydrant } from "./firehydrant/profile.ts";
import { githubDeployments } from "./github/profile.ts";
import { googleCloud } from "./google-cloud/profile.ts";
import { jira } from "./jira/profile.ts";
import { opsgenie } from "./opsgenie/profile.ts";
import { pagerdutyAnalytics, pagerdutyInsights, pagerdutyReport } from "./pagerduty/profile.ts";
import type { Profile } from "./profile.ts";
import { rootly } from "./rootly/profile.ts";
import { hpServiceManager } from "./service-manager/profile.ts";
import { serviceNowEvents, serviceNowList } from "./servicenow/profile.ts";
import { statuspage, statuspageDowntime, statuspageFlat } from "./statuspage/profile.ts";

/** The files of other tools that are known by their header. */
export const toolProfiles: readonly Profile[] = [
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
