import { azureDevOpsFiles } from "./azure-devops/testing-files.ts";
import { betterStackFiles } from "./better-stack/testing-files.ts";
import { cachetFiles } from "./cachet/testing-files.ts";
import { datadogFiles } from "./datadog/testing-files.ts";
import { firehydrantFiles } from "./firehydrant/testing-files.ts";
import { freshserviceFiles } from "./freshservice/testing-files.ts";
import { glpiFiles } from "./glpi/testing-files.ts";
import { grafanaFiles } from "./grafana/testing-files.ts";
import { incidentIoFiles } from "./incident-io/testing-files.ts";
import { jiraFiles } from "./jira/testing-files.ts";
import { linearFiles } from "./linear/testing-files.ts";
import { pagerdutyFiles } from "./pagerduty/testing-files.ts";
import { redmineFiles } from "./redmine/testing-files.ts";
import { remedyFiles } from "./remedy/testing-files.ts";
import { rootlyFiles } from "./rootly/testing-files.ts";
import { serviceNowFiles } from "./servicenow/testing-files.ts";
import type { ToolFile } from "./testing-file.ts";
import { uptimeKumaFiles } from "./uptime-kuma/testing-files.ts";
import { zendeskFiles } from "./zendesk/testing-files.ts";

/** Files in the shape that each tool writes, with what was made up in them. */
export const toolFiles: readonly ToolFile[] = [
  ...azureDevOpsFiles,
  ...betterStackFiles,
  ...cachetFiles,
  ...datadogFiles,
  ...firehydrantFiles,
  ...freshserviceFiles,
  ...glpiFiles,
  ...grafanaFiles,
  ...incidentIoFiles,
  ...jiraFiles,
  ...linearFiles,
  ...pagerdutyFiles,
  ...redmineFiles,
  ...remedyFiles,
  ...rootlyFiles,
  ...serviceNowFiles,
  ...uptimeKumaFiles,
  ...zendeskFiles,
];
