import type { ReactNode } from "react";
import { ask, pageScope } from "#app/_server/ask.ts";
import { world } from "#app/_server/world.ts";
import { AccountMenu } from "#app/_ui/account-menu.tsx";
import { Shell } from "#app/_ui/shell.tsx";
import { permissions, permits } from "#lib/actor.ts";
import { formatZone } from "#lib/format.ts";
import { getSettings } from "#lib/settings/read.ts";

export const dynamic = "force-dynamic";

export default async function DashboardLayout({ children }: { children: ReactNode }) {
  const { organisation, zone } = await ask(getSettings, undefined);
  const { actor } = await pageScope();
  const { environment } = await world();
  return (
    <Shell
      organisation={organisation}
      zone={formatZone(zone, new Date())}
      demo={environment.FAULTLINE_DEMO}
      permissions={permissions.filter((permission) => permits(actor, permission))}
      account={
        environment.FAULTLINE_DEMO ? undefined : (
          <AccountMenu name={actor.name} role={actor.roles.join(", ")} />
        )
      }
    >
      {children}
    </Shell>
  );
}
