import { AlertmanagerPayload, receiveAlertmanager } from "#lib/integrations/alertmanager/hook.ts";
import { CdEvent, receiveCdEvent } from "#lib/integrations/cdevents/hook.ts";
import { receiveGithub } from "#lib/integrations/github/hook.ts";
import { GithubPayload } from "#lib/integrations/github/payload.ts";
import { receiveGitlab } from "#lib/integrations/gitlab/hook.ts";
import { GitlabPayload } from "#lib/integrations/gitlab/payload.ts";
import { PagerDutyPayload, receivePagerDuty } from "#lib/integrations/pagerduty/hook.ts";
import { receiveStatuspage, StatuspagePayload } from "#lib/integrations/statuspage/hook.ts";
import { endpoint } from "../endpoint.ts";
import { flagOf, onlyKnown, type Received } from "../received.ts";

/** Names the environments that count, separated by commas. */
const environment = {
  environment:
    "The environments that count, separated by commas; left out, the sender's own word for production",
};

function hookOf({ body, query, headers }: Received, known: readonly string[]): Record<string, unknown> {
  onlyKnown(query, ["createSystems", ...known]);
  const environments = (query.environment ?? "").split(",").map((one) => one.trim());
  return {
    payload: body,
    createSystems: flagOf(query, "createSystems"),
    onlyDeployments: flagOf(query, "onlyDeployments"),
    environments: environments.filter((one) => one !== ""),
    event: headers.get("x-github-event"),
  };
}

const hookLimit = 10 * 1_048_576;

export const hooksContract = {
  hookPagerDuty: endpoint({
    method: "POST",
    path: "/hooks/pagerduty",
    operation: receivePagerDuty,
    hook: "pagerduty",
    body: PagerDutyPayload,
    flags: ["createSystems"],
    input: (received) => hookOf(received, []),
  }),
  hookAlertmanager: endpoint({
    method: "POST",
    path: "/hooks/alertmanager",
    operation: receiveAlertmanager,
    hook: "alertmanager",
    body: AlertmanagerPayload,
    flags: ["createSystems"],
    limitBytes: hookLimit,
    input: (received) => hookOf(received, []),
  }),
  hookCdEvents: endpoint({
    method: "POST",
    path: "/hooks/cdevents",
    operation: receiveCdEvent,
    hook: "cdevents",
    body: CdEvent,
    flags: ["createSystems", "onlyDeployments"],
    words: environment,
    input: (received) => hookOf(received, ["onlyDeployments", "environment"]),
  }),
  hookGithub: endpoint({
    method: "POST",
    path: "/hooks/github",
    operation: receiveGithub,
    hook: "github",
    body: GithubPayload,
    flags: ["createSystems", "onlyDeployments"],
    words: environment,
    limitBytes: hookLimit,
    input: (received) => hookOf(received, ["onlyDeployments", "environment"]),
  }),
  hookGitlab: endpoint({
    method: "POST",
    path: "/hooks/gitlab",
    operation: receiveGitlab,
    hook: "gitlab",
    body: GitlabPayload,
    flags: ["createSystems", "onlyDeployments"],
    words: environment,
    limitBytes: hookLimit,
    input: (received) => hookOf(received, ["onlyDeployments", "environment"]),
  }),
  hookStatuspage: endpoint({
    method: "POST",
    path: "/hooks/statuspage",
    operation: receiveStatuspage,
    hook: "statuspage",
    body: StatuspagePayload,
    flags: ["createSystems"],
    words: { token: "One of STATUSPAGE_WEBHOOK_TOKENS, in place of a key" },
    input: (received) => hookOf(received, ["token"]),
  }),
};
