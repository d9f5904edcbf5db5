import { z } from "zod";
import type { HookSender, Severity } from "#db/values.ts";
import type { ChangeBody } from "#lib/changes/schema.ts";
import type { FieldError } from "#lib/errors.ts";
import type { Names } from "#lib/identity.ts";
import type { IncidentBody } from "#lib/incidents/schema.ts";
import type { Bounds } from "#lib/moments.ts";
import { Instant } from "#lib/parse.ts";

export type { HookSender };

export const senderNames: Readonly<Record<HookSender, string>> = {
  pagerduty: "PagerDuty",
  alertmanager: "Alertmanager",
  cdevents: "CDEvents",
  github: "GitHub",
  gitlab: "GitLab",
  statuspage: "Statuspage",
};

/** Under this name a record keeps, beside its custom fields, the systems that its sender names and nobody registered. */
export const unknownSystems = "systems not known";

/** One thing that a sender told. `data` is JSON as it is stored, so that old and new facts are read alike. */
export interface Fact<D = unknown> {
  /** The sender's own id for it: the same key is the same thing, told again. */
  key: string;
  /** When it happened, as the sender says. */
  at: Date;
  data: D;
}

/** A fact in its place among the others: by when it happened or, where that cannot be, by when it was heard. */
export interface Placed<D = unknown> extends Fact<D> {
  order: Date;
}

/**
 * What a payload tells, and of which subject; facts of one subject are read together. `asides` are kept with other
 * subjects, for when more is heard of those; `left` says what cannot be, and was left out.
 */
type Heard<D> =
  | { ignored: string }
  | (About<D> & { asides?: readonly About<D>[]; left?: readonly FieldError[] });
export interface About<D> {
  subject: string;
  facts: Fact<D>[];
}

/** Subjects whose facts one subject's records follow from as well, and those whose records follow from its facts. */
export interface Links {
  reads: readonly string[];
  readBy: readonly string[];
}

/** What is told of another subject. */
export type Others<D> = (subject: string) => readonly Placed<D>[];

/** A system as the sender calls it, and the slugs it may have here, the likeliest first. */
export interface NamedSystem {
  name: string;
  slugs: readonly string[];
}

export interface Note {
  key: string;
  at: Date;
  text: string;
}

export interface IncidentReport {
  kind: "incident";
  /** The incident that it went into, and those that went into it, by their ids at the sender. */
  mergedInto?: string | null;
  absorbs?: readonly string[];
  body: Omit<IncidentBody, "systems" | "changes" | "factors"> & Identity;
  /** What its sender calls it besides its external id. */
  names?: Names;
  systems: readonly NamedSystem[];
  notes: readonly Note[];
}

export interface ChangeReport {
  kind: "change";
  body: Omit<ChangeBody, "system"> & Identity;
  systems: readonly NamedSystem[];
  /** The external id that the record had while less was known of it. */
  formerly: string | null;
  /** Why it is no production change, as far as is known; it is kept and shown, and not counted. Null: it is one. */
  held: string | null;
}

interface Identity {
  source: string;
  externalId: string;
}

export type Report = IncidentReport | ChangeReport;

/**
 * One tool that sends. `decode` turns a payload into facts; `project` says what all facts of a subject come to. Both are
 * pure, and `project` reads its facts as a set: in which order they came in cannot matter.
 */
export interface Sender<D = unknown> {
  name: HookSender;
  /** Whether a message says that its source tells of incidents; one of deployments alone says nothing of them. */
  speaksOfIncidents(payload: unknown): boolean;
  decode(payload: unknown, options: HookOptions, bounds: Bounds): Heard<D>;
  /** For whose records follow from several subjects. More facts may add links, and never take one away. */
  links?(subject: string, facts: readonly Fact<D>[]): Links;
  /**
   * `known` gives the meaning of a word where one was set: only who chooses between several words needs it. `others`
   * are the facts of what `links` says that this subject reads.
   */
  project(subject: string, facts: readonly Placed<D>[], known?: KnownWords, others?: Others<D>): Report[];
}

/** Undefined where nobody said what a word means; null where it says nothing. */
export type KnownWords = (word: string) => Severity | null | undefined;

export const HookOptions = z.object({
  createSystems: z.boolean().default(false),
  /** Deployments alone are changes: pushes lend them their marks, merges do not count. */
  onlyDeployments: z.boolean().default(false),
  /** The environments that count; without any, the sender's own word for production. */
  environments: z.array(z.string().max(200)).max(50).default([]),
  /** The kind of event, where the sender says so outside of the body. */
  event: z.string().max(200).nullish(),
});
export type HookOptions = z.infer<typeof HookOptions>;

export const HookInput = HookOptions.extend({ payload: z.unknown() });

export const HookAnswer = z
  .object({
    result: z
      .enum(["created", "updated", "unchanged", "ignored"])
      .describe("What came of it: ignored says that it tells of nothing that is kept here."),
    reason: z
      .string()
      .nullable()
      .describe(
        "Why nothing was done with it, or what was left out since it cannot be; null where all was taken.",
      ),
    records: z
      .array(
        z.object({
          type: z.enum(["incident", "change"]).describe("What kind of record it is."),
          number: z.int().describe("Its number here."),
          id: z.string().describe("Its id here."),
          externalId: z.string().describe("Its id at the sender."),
          result: z.enum(["created", "updated", "unchanged"]).describe("What was done to it."),
        }),
      )
      .describe("The records that it told of."),
    unknownSystems: z
      .array(z.string())
      .describe("Systems that the sender names and nobody registered here; the record notes them too."),
  })
  .meta({ id: "HookAnswer" });
export type HookAnswer = z.infer<typeof HookAnswer>;

export const HeldDeployment = z
  .object({
    source: z.string().describe("Who told of it."),
    externalId: z.string().describe("Its id at the sender."),
    title: z.string().describe("What was to be deployed, and where."),
    askedAt: Instant.describe("When it was asked for."),
    url: z.string().nullable().describe("Where it stands at the sender."),
    reason: z.string().describe("Why it is not counted: how far it came."),
  })
  .meta({ id: "HeldDeployment" });
export type HeldDeployment = z.infer<typeof HeldDeployment>;
