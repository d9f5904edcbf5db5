import type { ImportState, ImportTarget } from "#lib/values.ts";

/** What imports are called on their pages. */

export const targetNames: Record<ImportTarget, string> = {
  incidents: "Incidents",
  changes: "Production changes",
  "change-volumes": "Totals of changes",
  "ai-activity": "Activity of people and days",
  systems: "Systems",
  actions: "Action items",
};

export const stateNames: Record<ImportState, string> = {
  uploading: "Coming in",
  uploaded: "To be looked at",
  planned: "Ready to run",
  running: "Running",
  cancelled: "Stopped",
  done: "Done",
  failed: "Failed",
  undoing: "Being taken back",
  undone: "Taken back",
};

export const steps = ["columns", "questions", "preview", "run", "report"] as const;
export type ImportStep = (typeof steps)[number];

/** The step at which somebody who comes back goes on. */
export function stepOf(state: ImportState): ImportStep {
  if (state === "running" || state === "undoing") return "run";
  if (state === "planned") return "preview";
  return state === "uploaded" || state === "uploading" ? "columns" : "report";
}

export function fileSize(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`;
  const units = ["kB", "MB", "GB"];
  let size = bytes;
  let unit = -1;
  while (size >= 1000 && unit < units.length - 1) {
    size /= 1000;
    unit += 1;
  }
  return `${size < 10 ? size.toFixed(1) : Math.round(size)} ${units[unit]}`;
}
