import { azureDevOps, azureDevOpsItems } from "./azure-devops/profile.ts";
import { betterStack } from "./better-stack/profile.ts";
import { cachet, cachetIncidents } from "./cachet/profile.ts";
import { datadog, datadogIncidents } from "./datadog/profile.ts";
import { devlakeDeployments, devlakeIssues, devlakeOpsgenie, devlakePagerduty } from "./devlake/profile.ts";
import { firehydrant, firehydrantIncidents } from "./firehydrant/profile.ts";
import { freshdeskList, freshserviceList, freshserviceTickets } from "./freshservice/profile.ts";
import { githubDeployments } from "./github/profile.ts";
import { glpi, glpiTickets } from "./glpi/profile.ts";
import { googleCloud } from "./google-cloud/profile.ts";
import { grafanaAlertGroups, grafanaIncidents } from "./grafana/profile.ts";
import { incidentIo } from "./incident-io/profile.ts";
import { jira, jiraIssues } from "./jira/profile.ts";
import { linear, linearIssues } from "./linear/profile.ts";
import { opsgenie } from "./opsgenie/profile.ts";
import {
  pagerdutyAnalytics,
  pagerdutyIncidents,
  pagerdutyInsights,
  pagerdutyReport,
} from "./pagerduty/profile.ts";
import type { Profile } from "./profile.ts";
import { redmine, redmineIssues } from "./redmine/profile.ts";
import { remedy, remedyEntries } from "./remedy/profile.ts";
import { rootly, rootlyIncidents } from "./rootly/profile.ts";
import { hpServiceManager } from "./service-manager/profile.ts";
import { serviceNowEvents, serviceNowList } from "./servicenow/profile.ts";
import { statuspage, statuspageDowntime, statuspageFlat } from "./statuspage/profile.ts";
import { uptimeKumaHeartbeats, uptimeKumaIncidents } from "./uptime-kuma/profile.ts";
import { zendeskList, zendeskTickets } from "./zendesk/profile.ts";

/** The files of other tools that are known by their header. */
export const toolProfiles: readonly Profile[] = [
  pagerdutyReport,
  pagerdutyAnalytics,
  pagerdutyInsights,
  pagerdutyIncidents,
  jira,
  jiraIssues,
  serviceNowEvents,
  serviceNowList,
  hpServiceManager,
  remedy,
  remedyEntries,
  opsgenie,
  incidentIo,
  firehydrant,
  firehydrantIncidents,
  rootly,
  rootlyIncidents,
  statuspageFlat,
  statuspageDowntime,
  statuspage,
  cachet,
  cachetIncidents,
  betterStack,
  uptimeKumaHeartbeats,
  uptimeKumaIncidents,
  grafanaAlertGroups,
  grafanaIncidents,
  googleCloud,
  datadog,
  datadogIncidents,
  zendeskList,
  zendeskTickets,
  freshserviceList,
  freshserviceTickets,
  freshdeskList,
  glpi,
  glpiTickets,
  redmine,
  redmineIssues,
  linear,
  linearIssues,
  azureDevOps,
  azureDevOpsItems,
  githubDeployments,
  devlakeDeployments,
  devlakeIssues,
  devlakePagerduty,
  devlakeOpsgenie,
];
