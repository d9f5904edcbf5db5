/** What the definitions tell, in the order of the pages. */

/** A docstring: of a declaration, or of the whole file where `name` is null. */
interface Told {
  title: string;
  file: string;
  name: string | null;
}

export interface Chapter {
  title: string;
  file: string;
  question: string;
  /** The address of its page, and the last part of its REST path. */
  page: string;
  path: string;
  /** What its figures rest on. */
  rests: Told[];
}

const analytics = (title: string, file: string, name: string | null = null): Told => ({
  title,
  file: `lib/analytics/${file}.ts`,
  name,
});

export const commonGround: Told[] = [
  analytics("Which incidents count", "selection", "selectIncidents"),
  analytics("The period", "window", "windowOf"),
  { title: "Presets", file: "lib/period.ts", name: "presetPeriod" },
  { title: "The period compared with", file: "lib/period.ts", name: "previousPeriod" },
  analytics("What every answer carries", "question", "Frame"),
  analytics("Measures of an incident", "measures", "measures"),
  analytics("Groups", "groups"),
  { title: "High blast radius", file: "lib/incidents/rules.ts", name: "highBlastReasons" },
  analytics("The filter", "filter"),
];

function chapter(
  title: string,
  of: { name: string; question: string; page?: string; rests?: Told[] },
): Chapter {
  const { name, question, page = `/${name}`, rests = [] } = of;
  return { title, file: `lib/analytics/${name}.ts`, question, page, path: name, rests };
}

export const chapters: Chapter[] = [
  chapter("Overview", { name: "overview", question: "getOverview", page: "/" }),
  chapter("Trends", { name: "trends", question: "getTrends" }),
  chapter("Blast radius", { name: "blast-radius", question: "getBlastRadius" }),
  chapter("AI changes", {
    name: "ai-share",
    question: "getAiShare",
    page: "/ai",
    rests: [analytics("The base rate", "base-rate"), analytics("Culprits", "culprits", "culpritMarks")],
  }),
  chapter("Correlation", {
    name: "correlation",
    question: "getCorrelation",
    rests: [
      analytics("How a factor is compared", "comparisons"),
      analytics("Factors", "factors", "factorReader"),
      analytics("Outcomes", "factors", "outcomeReader"),
    ],
  }),
  chapter("Guardrails", {
    name: "guardrails",
    question: "getGuardrails",
    rests: [
      { title: "The rules", file: "lib/guardrails/schema.ts", name: "guardrailRules" },
      { title: "The verdict", file: "lib/guardrails/schema.ts", name: "guardrailVerdicts" },
    ],
  }),
  chapter("Interventions", { name: "interventions", question: "getInterventions" }),
  chapter("Recovery", { name: "recovery", question: "getRecovery" }),
  chapter("Causes", {
    name: "causes",
    question: "getCauses",
    rests: [analytics("Repeats", "repeats")],
  }),
  chapter("Follow-through", {
    name: "follow-through",
    question: "getFollowThrough",
    rests: [analytics("Where a post-mortem stands", "follow-up", "standings")],
  }),
  chapter("Weekly review", { name: "review", question: "getReview", page: "/review" }),
];

/** Pictures of a page, of figures that its chapter defines; no program asks for them. */
export const picturesOnly = ["lib/analytics/blast-pictures.ts"];

/** Names of methods that the names of their files do not spell. */
export const statisticTitles: Record<string, string> = {
  "behaviour-chart": "Behaviour chart (XmR)",
  "benjamini-hochberg": "Benjamini–Hochberg",
  contingency: "Tables of counts",
  fisher: "Fisher's exact test",
  "kaplan-meier": "Kaplan–Meier",
  "log-bins": "Logarithmic bins",
  lorenz: "Lorenz curve and Gini coefficient",
  "mann-whitney": "Mann–Whitney and Hodges–Lehmann",
  "mantel-haenszel": "Mantel–Haenszel",
  quantile: "Quantiles",
  "rate-ratio": "Ratio of rates",
  "relative-risk": "Ratio of shares",
  spearman: "Spearman's rank correlation",
  wilson: "Wilson's interval",
};
