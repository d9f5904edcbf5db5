import told from "./data/domains.json" with { type: "json" };
import lesser from "./data/lesser-systems.json" with { type: "json" };

/** What a failure in a domain looks like from outside. */
export interface Effect {
  /** As a person on call would write it. */
  title: string;
  /** One sentence; `{where}` is a place such as "in Germany and France". */
  told: string;
  nature?: Nature;
  /** The parts whose failure looks like this; any when left out. */
  parts?: RegExp;
}

/** Whether things stop working or work wrongly; a cause leads to one or the other. */
export type Nature = "down" | "wrong";

export interface Domain {
  key: string;
  name: string;
  org: string;
  /** What the domain handles, in the plural. */
  noun: string;
  customerFacing: boolean;
  /** How often its systems are changed, and how often a change to them fails, against the average of 1. */
  pace: number;
  risk: number;
  /** Domains whose entry system it calls. */
  uses: string[];
  /** Slug endings, those nearest to the customer first. */
  parts: string;
  effects: Effect[];
}

/** The texts stand in data/domains.json; there `parts` is written as a pattern. */
export const domains: Domain[] = told.map(({ effects, ...domain }) => ({
  ...domain,
  effects: effects.map(({ parts, nature, ...effect }) => ({
    ...effect,
    nature: nature as Nature | undefined,
    parts: parts === undefined ? undefined : new RegExp(parts),
  })),
}));

export const lesserSystems = lesser as {
  slug: string;
  name: string;
  tier: 2 | 3;
  org: string;
  description: string;
}[];
