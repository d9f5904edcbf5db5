/**
 * The measures of the product, said once: six sizes of text, six gaps, two shadows. theme.ts turns them into CSS
 * variables and gives them to Mantine; tokens.test.ts refuses any other in styles.
 */

/** `--text-md` is what is read; `lg` are titles, `xl` and `2xl` what stands above them. */
export const textSizes = {
  xs: "0.75rem",
  sm: "0.8125rem",
  md: "0.875rem",
  lg: "0.9375rem",
  xl: "1.125rem",
  "2xl": "1.5rem",
} as const;

/** `--gap-md` parts what belongs to different things, less what belongs together. */
export const gaps = {
  "3xs": "0.125rem",
  "2xs": "0.25rem",
  xs: "0.5rem",
  sm: "0.75rem",
  md: "1rem",
  lg: "1.5rem",
} as const;

/** Of what floats: over a page, and over everything. */
const shadows = { low: "0 3px 14px rgb(0 0 0 / 13%)", high: "0 1rem 3rem rgb(0 0 0 / 25%)" } as const;

/** Up to these widths a page has the room of a phone, of a tablet, of a small window; a media query knows no variable. */
export const breakpoints = ["30em", "48em", "62em"] as const;

/** `--text-xs: 0.75rem` and so on. */
export const measureVariables: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries({ text: textSizes, gap: gaps, shadow: shadows }).flatMap(([kind, all]) =>
    Object.entries(all).map(([name, value]) => [`--${kind}-${name}`, value]),
  ),
);
