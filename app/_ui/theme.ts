import { type CSSVariablesResolver, createTheme } from "@mantine/core";
import { colours, schemeVariables } from "./colours.ts";
import { gaps, measureVariables, textSizes } from "./tokens.ts";

export const theme = createTheme({
  primaryColor: "accent",
  primaryShade: { light: 7, dark: 7 },
  colors: {
    accent: [
      "#eef3ff",
      "#dbe5fc",
      "#b4c8f5",
      "#8fb0ff",
      "#6f96ec",
      "#507ee4",
      "#3f6ed4",
      "#2b58b5",
      "#244b9b",
      "#1d3f85",
    ],
    // White on its seventh, and its fourth and ninth on what they stand on, are read without effort.
    red: [
      "#fdf3f3",
      "#fbe7e8",
      "#f3c9cc",
      "#eaa5aa",
      "#ff9b8f",
      "#d9555f",
      "#c63844",
      "#b3202f",
      "#98182a",
      "#7d1520",
    ],
    gray: [
      "#f6f7f8",
      "#f0f1f3",
      "#e2e4e8",
      "#d5d8dd",
      "#d0d4da",
      "#6b727c",
      "#5f6670",
      "#434a54",
      "#2a2f36",
      "#15181d",
    ],
    dark: [
      "#eceef1",
      "#c0c5cc",
      "#9aa1ab",
      "#8d949d",
      "#363c44",
      "#2a2f36",
      "#1d2126",
      "#16191d",
      "#0e1013",
      "#08090b",
    ],
  },
  black: colours.light.ink,
  fontFamily: "var(--font-geist-sans), system-ui, sans-serif",
  fontFamilyMonospace: "var(--font-geist-mono), ui-monospace, monospace",
  headings: { fontFamily: "var(--font-geist-sans), system-ui, sans-serif", fontWeight: "600" },
  fontSizes: textSizes,
  lineHeights: { xs: "1.35", sm: "1.45", md: "1.5", lg: "1.5", xl: "1.4" },
  // Mantine has an extra large one, which is none of ours.
  spacing: { ...gaps, xl: gaps.lg },
  radius: { xs: "2px", sm: "4px", md: "6px", lg: "8px", xl: "12px" },
  defaultRadius: "md",
  respectReducedMotion: true,
  cursorType: "pointer",
  components: {
    // The smaller sizes of these fall under 12 px.
    Badge: {
      defaultProps: { size: "lg", variant: "light", radius: "sm" },
      styles: { root: { textTransform: "none", fontWeight: 500 } },
    },
    Table: { styles: { th: { whiteSpace: "nowrap" }, td: { verticalAlign: "baseline" } } },
    Pill: { defaultProps: { size: "sm" } },
    Kbd: { defaultProps: { size: "sm" } },
    Button: { defaultProps: { size: "sm" }, styles: { root: { fontWeight: 500 } } },
    ActionIcon: { defaultProps: { variant: "subtle", color: "gray" } },
    // Inside their landmark, and without a placeholder that a screen reader would take for an entry.
    Menu: { defaultProps: { withinPortal: false, withInitialFocusPlaceholder: false, shadow: "md" } },
    CloseButton: { defaultProps: { "aria-label": "Close" } },
    // A header in a dialog is not the page's banner.
    Modal: { defaultProps: { attributes: { header: { role: "presentation" } } } },
    Popover: { defaultProps: { shadow: "md" } },
    Tooltip: { defaultProps: { openDelay: 300 } },
  },
});

/** Our colours become variables of the scheme, and Mantine's own surfaces follow them. */
export const variables: CSSVariablesResolver = () => ({
  variables: measureVariables,
  light: {
    ...schemeVariables("light"),
    "--mantine-color-body": colours.light.card,
    "--mantine-color-text": colours.light.ink,
    "--mantine-color-dimmed": colours.light["ink-3"],
    "--mantine-color-placeholder": colours.light["ink-3"],
    "--mantine-color-anchor": colours.light.accent,
    "--mantine-color-default-border": "var(--mantine-color-gray-4)",
    "--mantine-color-error": colours.light.bad,
  },
  dark: {
    ...schemeVariables("dark"),
    "--mantine-color-body": colours.dark.card,
    "--mantine-color-text": colours.dark.ink,
    "--mantine-color-dimmed": colours.dark["ink-3"],
    "--mantine-color-placeholder": colours.dark["ink-3"],
    "--mantine-color-anchor": colours.dark.accent,
    "--mantine-color-default-border": "var(--mantine-color-dark-4)",
    "--mantine-color-error": colours.dark.bad,
  },
});
