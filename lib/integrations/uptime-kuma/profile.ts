import type { Profile } from "../profile.ts";

/** Times are stored in UTC, without saying so (github.com/louislam/uptime-kuma, server/model). */
const zone = { zone: "UTC", why: "Uptime Kuma stores its times in UTC." };

/**
 * The table of heartbeats. An important one changes the state of its monitor: each that says down begins an
 * incident. When it was up again stands in another row, so that the end is not known.
 */
export const uptimeKumaHeartbeats: Profile = {
  name: "uptime-kuma-heartbeats",
  label: "Uptime Kuma heartbeats",
  tool: {
    name: "Uptime Kuma",
    how: "CSV of the tables `heartbeat` or `incident` of `kuma.db`: `sqlite3 -header -csv kuma.db 'select * from heartbeat where important = 1'`",
  },
  target: "incidents",
  source: "uptime-kuma",
  requires: ["id", "monitor_id", "important", "status", "msg", "time"],
  fields: {
    externalId: ["id"],
    title: ["msg"],
    kind: ["important"],
    status: ["status"],
    startedAt: ["time"],
    systems: ["monitor_name", "name", "monitor_id"],
  },
  ids: ["id"],
  keep: ["ping", "down_count"],
  values: {
    kind: { "1": "incident", true: "incident", "0": "skip", false: "skip" },
    status: { "0": "unknown", "1": "skip", "2": "skip", "3": "skip" },
  },
  zone,
};

/** What people announced on a status page; while it stands there it goes on. */
export const uptimeKumaIncidents: Profile = {
  name: "uptime-kuma-incidents",
  label: "Uptime Kuma incidents",
  tool: uptimeKumaHeartbeats.tool,
  target: "incidents",
  source: "uptime-kuma",
  requires: ["id", "title", "content", "style", "created_date", "last_updated_date"],
  fields: {
    externalId: ["id"],
    title: ["title"],
    summary: ["content"],
    severity: ["style"],
    status: ["active"],
    startedAt: ["created_date"],
  },
  ids: ["id"],
  keep: ["last_updated_date", "status_page_id"],
  severity: { danger: 2, warning: 3, info: null, primary: null, light: null, dark: null },
  values: { status: { "1": "open", true: "open", "0": "unknown", false: "unknown" } },
  zone,
};
