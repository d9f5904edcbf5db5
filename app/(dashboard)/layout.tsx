import type { ReactNode } from "react";
import { ask } from "#app/_server/ask.ts";
import { Shell } from "#app/_ui/shell.tsx";
import { formatZone } from "#lib/format.ts";
import { runtime } from "#lib/runtime.ts";
import { getSettings } from "#lib/settings/read.ts";

export const dynamic = "force-dynamic";

export default async function DashboardLayout({ children }: { children: ReactNode }) {
  const { organisation, zone } = await ask(getSettings, undefined);
  const { environment } = await runtime();
  return (
    <Shell organisation={organisation} zone={formatZone(zone, new Date())} demo={environment.FAULTLINE_DEMO}>
      {children}
    </Shell>
  );
}
