import { hash } from "node:crypto";
import type { z } from "zod";
import { type Attribution, attributionOf } from "#lib/attribution/marks.ts";
import { invalid } from "#lib/errors.ts";
import type { EvidenceBody } from "#lib/evidence/schema.ts";
import type { ChangeReport, Fact, HookOptions, Placed, Sender } from "#lib/hooks/schema.ts";
import { receiver } from "#lib/hooks/write.ts";
import { parse } from "#lib/parse.ts";
import { compact, inOrder, joinNames, line, systemCalled, webAddress } from "../text.ts";
import { type Deployment, DeploymentEvent, Push, StatusEvent } from "./payload.ts";

/**
 * GitHub. What is told of one commit belongs together: the push that brought it, which bears the marks of AI, and its
 * deployments. A deployment of a pushed commit is that push going live, not a second change.
 */

interface Pushed {
  kind: "push";
  /** Whether the push is a change by itself, or only lends its marks. */
  counts: boolean;
  repository: string;
  name: string | null;
  sha: string;
  title: string | null;
  author: string | null;
  url: string | null;
  ai: Attribution | EarlierAttribution;
}
/** As facts hold it that were taken in before denials and models were kept. */
interface EarlierAttribution extends Partial<Attribution> {
  aiAssistance: Attribution["aiAssistance"];
  aiTool: string | null;
  commits?: never;
  marked: number;
  of: number;
}
interface Deployed {
  kind: "deployment";
  id: string;
  repository: string;
  name: string | null;
  sha: string;
  title: string;
  environment: string | null;
  author: string | null;
  url: string | null;
}
interface Reached {
  kind: "status";
  deployment: string;
  state: string;
}
type Told = Pushed | Deployed | Reached;

const github: Sender<Told> = {
  name: "github",
  speaksOfIncidents: () => false,
  decode(payload, options) {
    switch (options.event ?? null) {
      case null:
        throw invalid([{ path: "x-github-event", message: "is needed: the header that names the event" }]);
      case "ping":
        return { ignored: "The webhook is set up: this ping was answered." };
      case "push":
        return pushed(parse(Push, payload), options);
      case "deployment":
        return deployed(parse(DeploymentEvent, payload), options);
      case "deployment_status": {
        const event = parse(StatusEvent, payload);
        return deployed(event, options, event.deployment_status);
      }
      default:
        return { ignored: `${line(options.event, 100)} is not an event that is kept.` };
    }
  },
  project,
};

export const receiveGithub = receiver(
  github,
  "Take in a webhook of GitHub: deployments, their statuses, and pushes",
);

function subjectOf(repository: string, sha: string): string {
  return joinNames(`${repository}@${sha}`);
}

function pushed(push: Push, { onlyDeployments }: HookOptions) {
  const { repository, head_commit: head, after } = push;
  const branch = /^refs\/heads\/(.+)$/.exec(push.ref)?.[1];
  if (branch === undefined) return { ignored: `${line(push.ref, 200)} is not a branch.` };
  if (push.deleted || head == null) return { ignored: `The branch ${line(branch, 200)} has no commit.` };
  if (repository.default_branch != null && branch !== repository.default_branch)
    return { ignored: `${line(branch, 200)} is not the default branch.` };
  const told: Pushed = {
    kind: "push",
    counts: !onlyDeployments,
    repository: repository.full_name,
    name: line(repository.name, 200),
    sha: after,
    title: line(head.message.trimStart().split("\n")[0], 500),
    author: line(head.author?.username ?? head.author?.name ?? push.pusher?.name, 300),
    url: webAddress(push.compare),
    ai: attributionOf(push.commits.length > 0 ? push.commits : [head]),
  };
  const at = pushTime(repository.pushed_at) ?? head.timestamp;
  return {
    subject: subjectOf(repository.full_name, after),
    // A push has no id; the same commit may be pushed twice, once with more behind it.
    facts: [{ key: `push ${at.toISOString()} ${digest(told)}`, at, data: told }],
  };
}

const digest = (told: Pushed) => hash("sha256", JSON.stringify(told), "hex").slice(0, 16);

/** A push gives it in seconds, everything else as an instant. */
function pushTime(at: Date | number | null | undefined): Date | null {
  if (at == null) return null;
  const date = typeof at === "number" ? new Date(at * 1000) : at;
  return Number.isNaN(date.getTime()) ? null : date;
}

function deployed(
  { deployment, repository }: z.infer<typeof DeploymentEvent>,
  options: HookOptions,
  status?: StatusEvent["deployment_status"],
) {
  if (!isProduction(deployment, options))
    return { ignored: `The environment ${line(deployment.environment, 200)} is not production.` };
  const { full_name: fullName, html_url: site } = repository;
  const told: Deployed = {
    kind: "deployment",
    id: joinNames(deployment.id),
    repository: fullName,
    name: line(repository.name, 200),
    sha: deployment.sha,
    title:
      line([deployment.task, deployment.ref, deployment.environment].filter(Boolean).join(" · "), 500) ??
      `Deployment ${deployment.id}`,
    environment: line(deployment.environment, 200),
    author: line(deployment.creator?.login, 300),
    url: webAddress(site == null ? null : `${site}/commit/${deployment.sha}`),
  };
  const facts: Fact<Told>[] = [{ key: `deployment ${told.id}`, at: deployment.created_at, data: told }];
  // A later deployment makes this one inactive: nothing more happened to it.
  if (status !== undefined && status.state !== "inactive") {
    const reached: Reached = { kind: "status", deployment: told.id, state: line(status.state, 100) ?? "" };
    facts.push({ key: `status ${joinNames(status.id)}`, at: status.created_at, data: reached });
  }
  return { subject: subjectOf(fullName, deployment.sha), facts };
}

/** GitHub itself calls the environment named production so, unless it was told otherwise. */
function isProduction(of: z.infer<typeof Deployment>, { environments }: HookOptions): boolean {
  const environment = of.environment ?? "production";
  if (environments.length > 0) return environments.includes(environment);
  return of.production_environment ?? environment === "production";
}

/** The states that a deployment has in production, or on its way into it; in the others it waits, or never came. */
const inProduction: ReadonlySet<string> = new Set(["in_progress", "success"]);

/**
 * A deployment counts from its first sign of having reached production, whatever became of it there; until then it is
 * held. Where a commit has deployments, they say when it went out, and its push only lends its marks.
 */
function project(subject: string, facts: readonly Placed<Told>[]): ChangeReport[] {
  const ordered = inOrder(facts);
  const of = <K extends Told["kind"]>(kind: K) =>
    ordered.filter((fact): fact is Placed<Extract<Told, { kind: K }>> => fact.data.kind === kind);
  const pushes = of("push");
  const ai = marksOf(pushes);
  const deployments = of("deployment").map((deployment) => {
    const reached = of("status").filter(({ data }) => data.deployment === deployment.data.id);
    return { deployment, reached, began: reached.find(({ data }) => inProduction.has(data.state))?.at };
  });
  const first = deployments.find(({ began }) => began !== undefined);
  if (deployments.length > 0)
    return deployments.map((one) =>
      deploymentOf(one.deployment, { ...one, ai, formerly: one === first ? subject : null }),
    );
  const counted = pushes.find(({ data }) => data.counts);
  return counted === undefined ? [] : [pushOf(subject, counted, ai)];
}

interface Marks {
  evidence: EvidenceBody[];
  share: string | null;
}

function marksOf(pushes: readonly Fact<Pushed>[]): Marks {
  const [first] = pushes;
  const { ai, of } = first === undefined ? { ai: 0, of: 0 } : countedBy(first.data.ai);
  return { evidence: pushes.map(evidenceOf), share: ai === 0 ? null : `${ai} of ${of}` };
}

function countedBy(ai: Attribution | EarlierAttribution) {
  return ai.commits ?? { ai: ai.marked, none: null, of: ai.of };
}

/** What the commits of a push say of AI, or that they say nothing. */
function evidenceOf({ at, data }: Fact<Pushed>): EvidenceBody {
  const { aiAssistance: assistance, aiTool: tool, aiModel: model = null, said = null, channel } = data.ai;
  return {
    channel: channel ?? "commit-trailer",
    about: "commits",
    assistance,
    tool,
    model,
    said,
    by: data.author,
    at,
    commits: countedBy(data.ai),
    lines: null,
    source: "github",
  };
}

function pushOf(subject: string, { at, data }: Fact<Pushed>, ai: Marks): ChangeReport {
  return {
    kind: "change",
    body: {
      source: "github",
      externalId: subject,
      title: data.title ?? `Push to ${line(data.repository, 400)}`,
      kind: "code",
      deployedAt: at,
      author: data.author,
      evidence: ai.evidence,
      repository: data.repository,
      url: data.url,
      customFields: compact({ sha: data.sha, "commits with a mark of AI": ai.share }),
    },
    systems: systemCalled(data.repository, data.name),
    formerly: null,
    held: null,
  };
}

function deploymentOf(
  { at, data }: Fact<Deployed>,
  of: { reached: readonly Fact<Reached>[]; began: Date | undefined; ai: Marks; formerly: string | null },
): ChangeReport {
  const { reached, began, ai, formerly } = of;
  const state = reached.at(-1)?.data.state;
  return {
    kind: "change",
    body: {
      source: "github",
      externalId: data.id,
      title: data.title,
      kind: "code",
      deployedAt: began ?? at,
      author: data.author,
      evidence: ai.evidence,
      repository: data.repository,
      url: data.url,
      customFields: compact({
        environment: data.environment,
        sha: data.sha,
        state,
        "commits with a mark of AI": ai.share,
      }),
    },
    systems: systemCalled(data.repository, data.name),
    formerly,
    held:
      began === undefined
        ? `Deployment ${data.id} has not reached production: ${state === undefined ? "no state of it was told" : `its state is ${state}`}.`
        : null,
  };
}
