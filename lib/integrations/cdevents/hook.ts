import { z } from "zod";
import { invalid, isAppError } from "#lib/errors.ts";
import type {
  ChangeReport,
  Fact,
  HookOptions,
  IncidentReport,
  Placed,
  Report,
  Sender,
} from "#lib/hooks/schema.ts";
import { receiver } from "#lib/hooks/write.ts";
import { Instant, parse } from "#lib/parse.ts";
import {
  compact,
  Id,
  inOrder,
  joinNames,
  line,
  paragraphs,
  systemCalled,
  Text,
  webAddress,
} from "../text.ts";

/** CDEvents, by itself or inside of a CloudEvent. Events and subjects are named by their source and id together. */

const Named = z
  .looseObject({ id: Text.describe("Its id there."), source: Text.describe("Where that id is meant.") })
  .nullish();

export const CdEvent = z.looseObject({
  context: z
    .looseObject({
      id: Id.describe("The event's id at its source."),
      source: Id.describe("Who tells it."),
      type: z.string().max(300).describe("What happened: dev.cdevents.service.deployed.0.2.0, say."),
      timestamp: Instant.describe("When it happened."),
    })
    .describe("The event."),
  subject: z
    .looseObject({
      id: Id.describe("Its id there."),
      source: Text.describe("Where that id is meant; left out, the event's own source."),
      content: z
        .looseObject({
          description: Text.describe("What it is about."),
          environment: Named.describe("Where it happened: production, say."),
          service: Named.describe("The service: a system here."),
          repository: Named.describe("The repository of the change."),
          artifactId: Text.describe("What was deployed."),
          ticketURI: Text.describe("Where the incident stands elsewhere."),
        })
        .nullish()
        .describe("What is told of it."),
    })
    .describe("What it happened to."),
});
type CdEvent = z.infer<typeof CdEvent>;

interface Told {
  kind: "incident" | "service" | "change";
  predicate: string;
  /** The event's own name, which a deployment has for want of another. */
  event: string;
  subject: string;
  description: string | null;
  environment: string | null;
  service: string | null;
  repository: string | null;
  artifact: string | null;
  ticket: string | null;
}

const known: Record<Told["kind"], readonly string[]> = {
  incident: ["detected", "reported", "resolved"],
  service: ["deployed", "upgraded", "rolledback"],
  change: ["merged"],
};

const cdevents: Sender<Told> = {
  name: "cdevents",
  speaksOfIncidents: (payload) => kindOf(opened(payload).context.type)?.kind === "incident",
  decode(payload, options) {
    const event = opened(payload);
    const kind = kindOf(event.context.type);
    if (kind === null) return { ignored: `${line(event.context.type, 200)} is not an event that is kept.` };
    if (kind.kind === "change" && options.onlyDeployments)
      return { ignored: "Deployments alone count as changes here (onlyDeployments)." };
    const told = toldBy(event, kind);
    const elsewhere = otherEnvironment(told.environment, options);
    if (elsewhere !== null) return { ignored: elsewhere };
    const { context, subject } = event;
    const whose = [line(subject.source, 2000) ?? context.source, subject.id];
    const where = kind.kind === "service" ? [told.environment ?? ""] : [];
    return {
      subject: joinNames(kind.kind, ...whose, ...where),
      facts: [{ key: told.event, at: context.timestamp, data: told }],
    };
  },
  project(_, facts) {
    const ordered = inOrder(facts);
    const [first] = ordered;
    if (first === undefined) return [];
    if (first.data.kind === "incident") return [incidentOf(ordered)];
    return first.data.kind === "service" ? deployments(ordered) : [mergeOf(first)];
  },
};

export const receiveCdEvent = receiver(cdevents, "Take in a CDEvent: incidents, deployments, merged changes");

/** A CloudEvent carries the event as its data; refusals name fields where the sender wrote them. */
function opened(payload: unknown): CdEvent {
  const wrapped = z.object({ context: z.undefined().optional(), data: z.looseObject({}) }).safeParse(payload);
  if (!wrapped.success) return parse(CdEvent, payload);
  try {
    return parse(CdEvent, wrapped.data.data);
  } catch (error) {
    if (!isAppError(error)) throw error;
    throw invalid(error.errors.map(({ path, message }) => ({ path: `data.${path}`, message })));
  }
}

function kindOf(type: string): { kind: Told["kind"]; predicate: string } | null {
  const match = /^dev\.cdevents\.(incident|service|change)\.([a-z]+)\.\d+\.\d+\.\d+/.exec(type);
  if (match === null) return null;
  const kind = match[1] as Told["kind"];
  return known[kind].includes(match[2]!) ? { kind, predicate: match[2]! } : null;
}

function toldBy({ context, subject }: CdEvent, { kind, predicate }: Pick<Told, "kind" | "predicate">): Told {
  const { description, environment, service, repository, artifactId, ticketURI } = subject.content ?? {};
  return {
    kind,
    predicate,
    event: joinNames(context.source, context.id),
    subject: joinNames(line(subject.source, 2000) ?? context.source, subject.id),
    description: paragraphs(description, 50_000),
    environment: line(environment?.id, 200),
    service: line(kind === "service" ? subject.id : service?.id, 200),
    repository: line(repository?.id, 200),
    artifact: line(artifactId, 2000),
    ticket: line(ticketURI, 2000),
  };
}

function otherEnvironment(environment: string | null, { environments }: HookOptions): string | null {
  if (environment === null || environments.length === 0 || environments.includes(environment)) return null;
  return `The environment ${environment} is not among those that count here.`;
}

function incidentOf(ordered: readonly Placed<Told>[]): IncidentReport {
  const last = (pick: (told: Told) => string | null) => {
    const fact = ordered.findLast(({ data }) => pick(data) !== null);
    return fact === undefined ? null : pick(fact.data);
  };
  const { subject } = ordered[0]!.data;
  const description = last((told) => told.description);
  const resolved = ordered.findLast(({ data }) => data.predicate === "resolved");
  const again = ordered.findLast(({ data }) => data.predicate === "detected");
  const isResolved = resolved !== undefined && (again === undefined || again.order <= resolved.order);
  return {
    kind: "incident",
    body: {
      source: "cdevents",
      externalId: subject,
      kind: "incident",
      title: line(description, 500) ?? `Incident ${line(subject, 400)}`,
      summary: description,
      // The specification has no severity; what senders put into customData has no agreed meaning.
      severity: null,
      // Detection is the first that is known. When the impact began is not told, so no time to detect is made up.
      startedAt: ordered[0]!.at,
      status: isResolved ? "resolved" : "open",
      mitigatedAt: null,
      resolvedAt: isResolved ? resolved.at : null,
      customFields: compact({
        environment: last((told) => told.environment),
        artifact: last((told) => told.artifact),
        ticket: last((told) => told.ticket),
      }),
    },
    systems: systemCalled(...serviceNames(last((told) => told.service))),
    notes: [],
  };
}

/** A rollback takes back the deployment right before it; it is no change of its own. */
function deployments(ordered: readonly Placed<Told>[]): Report[] {
  return ordered.flatMap(({ at, data }, i): ChangeReport[] => {
    if (data.predicate === "rolledback") return [];
    const next = ordered[i + 1];
    const rolledBackAt = next?.data.predicate === "rolledback" ? next.at : null;
    const what = [data.service, data.predicate, data.artifact].filter((word) => word !== null).join(" · ");
    return [
      {
        kind: "change",
        body: {
          source: "cdevents",
          externalId: data.event,
          title: line(what, 500) ?? "Deployment",
          deployedAt: at,
          rolledBackAt,
          customFields: compact({ environment: data.environment, artifact: data.artifact }),
        },
        systems: systemCalled(...serviceNames(data.service)),
        formerly: null,
        held: null,
      },
    ];
  });
}

function mergeOf({ at, data }: Fact<Told>): ChangeReport {
  return {
    kind: "change",
    body: {
      source: "cdevents",
      externalId: data.subject,
      title: line(data.description, 500) ?? line(`Merged ${data.subject}`, 500)!,
      kind: "code",
      deployedAt: at,
      url: webAddress(data.subject),
      customFields: compact({ repository: data.repository }),
    },
    systems: systemCalled(...serviceNames(data.repository)),
    formerly: null,
    held: null,
  };
}

/** `service/checkout` may be known by its end, or by the whole. */
function serviceNames(id: string | null): string[] {
  if (id === null) return [];
  return [...(/\/([^/]+)$/.exec(id)?.slice(1) ?? []), id];
}
