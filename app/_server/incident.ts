import { notFound } from "next/navigation";
import { cache } from "react";
import { isAppError } from "#lib/errors.ts";
import { getIncident } from "#lib/incidents/read.ts";
import type { Incident } from "#lib/incidents/schema.ts";
import { ask } from "./ask.ts";

/** The incident that an address names, or the page that says there is none. */
export const incidentOr404 = cache(async (key: string): Promise<Incident> => {
  try {
    return await ask(getIncident, { key: decodeURIComponent(key) });
  } catch (error) {
    if (isAppError(error) && (error.code === "not-found" || error.code === "invalid")) notFound();
    throw error;
  }
});
