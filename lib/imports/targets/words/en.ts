import type { LanguageWords } from "./language.ts";

/** The names of fields in English stand with the fields. */
export const en: Omit<LanguageWords, "headers" | "values"> = {
  small: "the, a, an, of, at, on, by, in, to, for, and",
  date: "date, day",
  clock: "time, clock, hour",
  moment: "timestamp, datetime, date time, at, on, ts",
  zone: "timezone, time zone, tz, zone, utc offset, gmt offset, offset",
  year: "year",
  month: "month",
  subjects: {
    incidents: "incident, incidents, outage, event, issue, ticket",
    changes: "change, deployment, deploy, release",
    "change-volumes": "",
    "ai-activity": "",
    systems: "system, service, application",
    actions: "action, task",
  },
};
