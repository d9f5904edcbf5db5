import type { ChangeKind } from "#lib/values.ts";

/** `{part}` is the part of the system, `{noun}` what it handles, `{dep}` a system it depends on. */
export const changeTitles: Record<ChangeKind, string[]> = {
  code: [
    "Cache {part} lookups for {n} seconds",
    "Move {part} to the v{v} client of {dep}",
    "Return partial {noun} when {dep} is slow",
    "Fix rounding in {part}",
    "Paginate {noun} in {part}",
    "Retry {dep} calls with jitter",
    "Remove the old {part} endpoint",
    "Handle missing fields from {dep}",
    "Batch writes in {part}",
    "Add metrics to {part}",
    "Refactor {part} into smaller handlers",
    "Validate {noun} before they are stored",
    "Fix a race in {part}",
    "Log fewer details per request in {part}",
    "Support {region} in {part}",
    "Replace hand-written parser in {part}",
    "Speed up {part}: one query in place of {n}",
    "Bump dependencies of {part} (v{v}.{n})",
    "Make {part} idempotent",
    "Stop reading deprecated fields in {part}",
    "Translate error messages of {part}",
    "Drop duplicated {noun} in {part}",
    "Shorten time-outs towards {dep}",
    "Compress responses of {part}",
    "Rewrite {part} tests and fix what they found",
    "Use the shared date library in {part}",
    "Allow {noun} without an address",
    "Bring back the {part} fallback",
  ],
  configuration: [
    "Raise connection limit of {part} to {n}",
    "Turn on '{flag}' for {pct}% in {region}",
    "Turn on '{flag}' everywhere",
    "Turn off '{flag}'",
    "Lower {part} time-out to {n}00 ms",
    "Route {region} {noun} to the new cluster",
    "Change rate limit of {part} to {n}0 per second",
    "Add {region} to {part}",
    "Raise cache lifetime of {part} to {n} min",
    "Rotate credentials of {part}",
    "Set alert thresholds for {part}",
    "Point {part} at {dep} v{v}",
    "Change sampling of {part} traces to {pct}%",
    "Reorder fallback rules of {part}",
  ],
  infrastructure: [
    "Resize {part} nodes",
    "Upgrade database engine of {part} to {v}.{n}",
    "Move {part} to the new container image",
    "Add a replica for {part} in {region}",
    "Change health check path of {part}",
    "Raise autoscaling floor of {part} to {n}",
    "Replace load balancer of {part}",
    "Renew certificates of {part}",
    "Move {part} to new subnets",
    "Patch the operating system under {part}",
  ],
  data: [
    "Backfill {noun} since last {month}",
    "Add index for {part} look-ups",
    "Migrate {noun} to schema v{v}",
    "Delete orphaned {noun}",
    "Import postal areas for {region}",
    "Recompute {part} for {region}",
    "Correct {noun} with missing currency",
    "Load holiday calendar for {region}",
    "Split table of {part} by marketplace",
  ],
  environment: [
    "Recreate staging environment of {part}",
    "Rebuild {part} environment from template v{v}",
    "Move {part} to the new account",
    "Create {region} environment for {part}",
    "Tear down the old {part} environment",
    "Re-import state of {part} environment",
  ],
};

/** Changes to pages that are published rather than deployed. */
export const publishedTitles = [
  "Publish new pages of {part}",
  "Update {part} for {region}",
  "Correct links in {part}",
  "Replace pictures in {part}",
  "New translation of {part} for {region}",
  "Take down outdated pages of {part}",
  "Reorder sections of {part}",
  "Shorten texts in {part}",
  "Schedule {month} content of {part}",
  "Fix layout of {part} on phones",
  "Add a form to {part}",
  "Update prices named in {part} for {region}",
  "Merge feedback from review into {part}",
];

export const flags = [
  "new-price-path",
  "slim-session",
  "eager-reserve",
  "promise-v3",
  "async-confirm",
  "rank-blend",
  "short-address-form",
  "tokenised-wallet",
  "lazy-images",
  "regional-tax",
  "merge-on-login",
  "fast-refund",
  "single-basket",
  "split-shipments",
  "model-b",
];

export const months = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];

const slot = /\{(\w+)\}/g;

/** Puts values into `{slots}`; a slot without a value is a mistake in the template. */
export function fill(template: string, slots: Record<string, string | number>): string {
  return template.replace(slot, (_, name: string) => {
    const value = slots[name];
    if (value === undefined) throw new Error(`No value for {${name}} in "${template}"`);
    return String(value);
  });
}
