/**
 * Every colour of the product, said once for both schemes. theme.ts turns them into CSS variables; nothing else writes
 * a colour. Severity runs from strongest to faintest in one direction of lightness, so that it survives greyscale and
 * every kind of colour vision; colours.test.ts simulates that. Groups that have no colour of their own, such as causes
 * or organisations, take those numbered, which mean nothing elsewhere.
 */
export const colours = {
  light: {
    "sev-1": "#5f0a26",
    "sev-2": "#b3202f",
    "sev-3": "#dc5f1e",
    "sev-4": "#e0a03c",
    "sev-5": "#d6caaa",
    ai: "#5b2fc9",
    "ai-soft": "#e6defb",
    other: "#2ba59a",
    unknown: "#8b9099",
    "unknown-soft": "#eceef0",
    page: "#f6f7f8",
    card: "#ffffff",
    sunken: "#f0f1f3",
    line: "#e2e4e8",
    "line-strong": "#8b9099",
    ink: "#15181d",
    "ink-2": "#434a54",
    "ink-3": "#5f6670",
    accent: "#2b58b5",
    "accent-soft": "#e7eefb",
    good: "#1b6e47",
    bad: "#b3202f",
    warn: "#8a5a00",
    "good-soft": "#e3f3ea",
    "bad-soft": "#fbe7e8",
    "warn-soft": "#fbf0da",
    "group-1": "#2b58b5",
    "group-2": "#8fbdf0",
    "group-3": "#6d8a1f",
    "group-4": "#d884b6",
    "group-5": "#7a4f2a",
    "group-6": "#c3d08a",
    band: "#2b58b5",
    plus: "#2b58b5",
    minus: "#a86400",
  },
  dark: {
    "sev-1": "#ffcbb8",
    "sev-2": "#fb8a6a",
    "sev-3": "#d65a3c",
    "sev-4": "#9c452f",
    "sev-5": "#5a3b36",
    ai: "#b9a2ff",
    "ai-soft": "#2f2850",
    other: "#24837a",
    unknown: "#7d848e",
    "unknown-soft": "#24282d",
    page: "#0e1013",
    card: "#16191d",
    sunken: "#1d2126",
    line: "#2a2f36",
    "line-strong": "#757c87",
    ink: "#eceef1",
    "ink-2": "#c0c5cc",
    "ink-3": "#9aa1ab",
    accent: "#8fb0ff",
    "accent-soft": "#1d2a47",
    good: "#6fd0a0",
    bad: "#ff9b8f",
    warn: "#e8b65a",
    "good-soft": "#14301f",
    "bad-soft": "#3d1d1b",
    "warn-soft": "#372a11",
    "group-1": "#5f9cf5",
    "group-2": "#34558a",
    "group-3": "#b5d060",
    "group-4": "#c860a4",
    "group-5": "#b98a55",
    "group-6": "#4f6020",
    band: "#8fb0ff",
    plus: "#8fb0ff",
    minus: "#e8a94a",
  },
} as const;

export type Scheme = keyof typeof colours;
export type ColourName = keyof (typeof colours)["light"];

/** How much of a colour is left in text of that colour; the rest is ink, so that even the faintest can be read. */
export const inkShare = 0.5;

/** A colour that is drawn with, for words: lines may be fainter than text. */
export function inkOf(colour: string): string {
  return `color-mix(in srgb, ${colour} ${inkShare * 100}%, var(--ink))`;
}

/** CSS variables of one scheme: `--sev-1: #5f0a26` and so on. */
export function schemeVariables(scheme: Scheme): Record<string, string> {
  return Object.fromEntries(Object.entries(colours[scheme]).map(([name, value]) => [`--${name}`, value]));
}
