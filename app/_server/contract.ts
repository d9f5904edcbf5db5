import { accessContract } from "./contract/access.ts";
import { actionsContract } from "./contract/actions.ts";
import { analyticsContract } from "./contract/analytics.ts";
import { changesContract } from "./contract/changes.ts";
import { hooksContract } from "./contract/hooks.ts";
import { importsContract } from "./contract/imports.ts";
import { incidentsContract } from "./contract/incidents.ts";
import { interventionsContract } from "./contract/interventions.ts";
import { notificationsContract } from "./contract/notifications.ts";
import { postmortemsContract } from "./contract/postmortems.ts";
import { reviewsContract } from "./contract/reviews.ts";
import { settingsContract } from "./contract/settings.ts";
import { systemsContract } from "./contract/systems.ts";
import { timelineContract } from "./contract/timeline.ts";
import { viewsContract } from "./contract/views.ts";
import type { Endpoint } from "./endpoint.ts";

/** Everything that other programs can call. A route without an entry here does not exist, and the other way round. */
export const contract = {
  ...incidentsContract,
  ...postmortemsContract,
  ...timelineContract,
  ...actionsContract,
  ...changesContract,
  ...interventionsContract,
  ...reviewsContract,
  ...systemsContract,
  ...importsContract,
  ...analyticsContract,
  ...viewsContract,
  ...settingsContract,
  ...notificationsContract,
  ...accessContract,
  ...hooksContract,
};

export const endpoints = Object.values(contract) as unknown as readonly Endpoint[];
