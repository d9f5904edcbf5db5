import { earlierThan } from "#lib/attribution/references.ts";
import type { EvidenceBody } from "#lib/evidence/schema.ts";
import { Sha } from "#lib/evidence/schema.ts";
import type { ChangeReport, HookSender, KnownWords, Others, Placed } from "#lib/hooks/schema.ts";
import type { ReworkBody } from "#lib/reworks/schema.ts";
import { compact, inOrder, instant, line, systemCalled } from "../text.ts";
import { beforeSquash, markedIn, ofPush, ofRequest } from "./evidence.ts";
import { broughtBy, type Deployed, ofKind, type Pushed, type Reached, type Told } from "./facts.ts";

/** The states that a deployment has in production, or on its way into it; in the others it waits, or never came. */
const inProduction: ReadonlySet<string> = new Set(["in_progress", "running", "success"]);

/** As many as one body takes; more is told of no change that people made. */
const [mostPieces, mostShas] = [1000, 20_000];

/**
 * The changes of a commit. A deployment counts from its first sign of having reached production, whatever became of it
 * there; until then it is held. Where a commit has deployments, they say when it went out, and its push only lends its
 * marks. What is known of the requests that it brings is known of it.
 */
export const projectOf =
  (source: HookSender) =>
  (
    subject: string,
    facts: readonly Placed<Told>[],
    _?: KnownWords,
    others: Others<Told> = () => [],
  ): ChangeReport[] => {
    const ordered = inOrder(facts);
    const pushes = ofKind(ordered, "push");
    const known = knownOf(subject, { source, pushes, facts: ordered, others });
    const deployments = [...Map.groupBy(ofKind(ordered, "deployment"), ({ data }) => data.id).values()].map(
      (told) => {
        const deployment = told[0]!;
        const reached = ofKind(ordered, "status").filter(
          ({ data }) => data.deployment === deployment.data.id,
        );
        return { deployment, reached, began: reached.find(({ data }) => inProduction.has(data.state))?.at };
      },
    );
    const first = deployments.find(({ began }) => began !== undefined);
    if (deployments.length > 0)
      return deployments.map((one) =>
        deploymentOf(one.deployment, { ...one, known, formerly: one === first ? subject : null }),
      );
    const counted = pushes.find(({ data }) => data.counts);
    return counted === undefined ? [] : [pushOf(subject, counted, known)];
  };

/** What the facts of a commit and of its requests say of whatever change it is. */
interface Known {
  source: HookSender;
  body: Pick<ChangeReport["body"], "evidence" | "shas" | "reworks" | "submittedAt">;
  share: string | null;
}

function knownOf(
  subject: string,
  of: { source: HookSender; pushes: Placed<Pushed>[]; facts: readonly Placed<Told>[]; others: Others<Told> },
): Known {
  const { source, pushes, facts, others } = of;
  const commits = [...new Set(pushes.flatMap(({ data }) => broughtBy(data)))];
  const merged = ofKind([...facts, ...commits.flatMap(others)], "merged");
  const requests = [...new Set(merged.map(({ data }) => data.request))]
    .sort()
    .map((request) => ofKind(others(request), "request"));
  const out = pushes.map(({ data }) => data);
  const pieces = [
    ...pushes.flatMap(ofPush),
    ...requests.flatMap(ofRequest),
    ...requests.flatMap((its) => beforeSquash(its, { out, others })),
  ];
  const opened = requests.flat().flatMap(({ data }) => instant(data.createdAt) ?? []);
  const most = out.map(markedIn).toSorted((a, b) => b.of - a.of || b.ai - a.ai)[0];
  const shas = [shaIn(subject), ...out.flatMap((push) => (push.commits ?? []).map(({ sha }) => sha))];
  return {
    source,
    body: {
      evidence: pieces.slice(0, mostPieces).map((piece): EvidenceBody => ({ ...piece, source })),
      shas: [...new Set(shas.filter((sha) => Sha.safeParse(sha).success))].slice(0, mostShas),
      reworks: reworksOf(out),
      ...(opened.length === 0 ? {} : { submittedAt: new Date(Math.min(...opened.map(Number))) }),
    },
    share: most === undefined || most.ai === 0 ? null : `${most.ai} of ${most.of}`,
  };
}

/** What the commits of a push say that they take back or mend, of what went out before it. */
function reworksOf(pushes: readonly Pushed[]): ReworkBody[] | undefined {
  const read = pushes.filter(({ commits = [] }) =>
    commits.some(({ references }) => references !== undefined),
  );
  if (read.length === 0) return undefined;
  const found = read.flatMap(({ commits = [] }) => earlierThan(commits));
  const each = new Map(found.map((one) => [`${one.kind} ${one.sha}`, { ...one, lines: null }]));
  return [...each.values()].slice(0, mostPieces);
}

const shaIn = (subject: string) => subject.slice(subject.lastIndexOf("@") + 1).toLowerCase();

function pushOf(subject: string, { at, data }: Placed<Pushed>, { source, body, share }: Known): ChangeReport {
  return {
    kind: "change",
    body: {
      source,
      externalId: subject,
      title: data.title ?? `Push to ${line(data.repository, 400)}`,
      kind: "code",
      deployedAt: at,
      author: data.author,
      ...body,
      repository: data.repository,
      url: data.url,
      customFields: compact({ sha: data.sha, "commits with a mark of AI": share }),
    },
    systems: systemCalled(data.repository, data.name),
    formerly: null,
    held: null,
  };
}

function deploymentOf(
  { at, data }: Placed<Deployed>,
  of: { reached: readonly Placed<Reached>[]; began: Date | undefined; known: Known; formerly: string | null },
): ChangeReport {
  const { reached, began, known, formerly } = of;
  const state = reached.at(-1)?.data.state;
  return {
    kind: "change",
    body: {
      source: known.source,
      externalId: data.id,
      title: data.title,
      kind: "code",
      deployedAt: began ?? at,
      author: data.author,
      ...known.body,
      repository: data.repository,
      url: data.url,
      customFields: compact({
        environment: data.environment,
        sha: data.sha,
        state,
        "commits with a mark of AI": known.share,
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
