import {
  IconActivityHeartbeat,
  IconAlertTriangle,
  IconApi,
  IconArrowBackUp,
  IconBroadcast,
  IconCalendarWeek,
  IconChartBar,
  IconChecklist,
  IconFileImport,
  IconFirstAidKit,
  IconFlag,
  IconGitCommit,
  IconHistory,
  IconLayoutDashboard,
  IconListCheck,
  IconRobot,
  IconScale,
  IconServer2,
  IconSettings,
  IconShieldCheck,
  IconTopologyStar3,
  IconUsers,
  IconZoomCheck,
  type TablerIcon,
} from "@tabler/icons-react";
import type { Permission } from "#lib/actor.ts";

type NavigationItem = {
  href: string;
  label: string;
  icon: TablerIcon;
  /** Shown to those alone who have it. */
  needs?: Permission;
};
export type NavigationGroup = { label: "Read" | "Work" | "Administration"; items: NavigationItem[] };

/** The pages there are, in the order they are shown; a page is listed once it exists. */
const navigation: NavigationGroup[] = [
  {
    label: "Read",
    items: [
      { href: "/", label: "Overview", icon: IconLayoutDashboard },
      { href: "/trends", label: "Trends", icon: IconActivityHeartbeat },
      { href: "/blast-radius", label: "Blast radius", icon: IconBroadcast },
      { href: "/ai", label: "AI changes", icon: IconRobot },
      { href: "/correlation", label: "Correlation", icon: IconTopologyStar3 },
      { href: "/guardrails", label: "Guardrails", icon: IconShieldCheck },
      { href: "/rule-price", label: "Price of a rule", icon: IconScale },
      { href: "/interventions", label: "Interventions", icon: IconFlag },
      { href: "/recovery", label: "Recovery", icon: IconFirstAidKit },
      { href: "/causes", label: "Causes", icon: IconChartBar },
      { href: "/follow-through", label: "Follow-through", icon: IconChecklist },
      { href: "/rework", label: "Rework", icon: IconArrowBackUp },
      { href: "/review", label: "Weekly review", icon: IconCalendarWeek },
      { href: "/calibration", label: "Trust", icon: IconZoomCheck },
    ],
  },
  {
    label: "Work",
    items: [
      { href: "/incidents", label: "Incidents", icon: IconAlertTriangle },
      { href: "/changes", label: "Changes", icon: IconGitCommit },
      { href: "/actions", label: "Actions", icon: IconListCheck },
      { href: "/import", label: "Import", icon: IconFileImport, needs: "import.run" },
    ],
  },
  {
    label: "Administration",
    items: [
      { href: "/systems", label: "Systems", icon: IconServer2 },
      { href: "/people", label: "People and keys", icon: IconUsers, needs: "access.manage" },
      { href: "/audit", label: "Audit", icon: IconHistory, needs: "audit.read" },
      { href: "/settings", label: "Settings", icon: IconSettings, needs: "settings.write" },
      { href: "/docs", label: "API", icon: IconApi },
    ],
  },
];

/** What the palette can begin, beside the pages it goes to. */
const deeds: Omit<NavigationItem, "icon">[] = [
  { href: "/incidents/new", label: "Log an incident", needs: "incident.write" },
  { href: "/systems/new", label: "Add a system", needs: "system.write" },
  {
    href: "/incidents/postmortem-template",
    label: "Change the post-mortem template",
    needs: "settings.write",
  },
];

export function deedsFor(permissions: readonly Permission[]): { href: string; label: string }[] {
  return deeds
    .filter(({ needs }) => needs === undefined || permissions.includes(needs))
    .map(({ href, label }) => ({ href, label }));
}

/** The entry a path belongs to: the longest that it starts with. */
export function activeHref(path: string, groups: NavigationGroup[]): string | undefined {
  return groups
    .flatMap((group) => group.items.map((item) => item.href))
    .filter((href) => path === href || (href !== "/" && path.startsWith(`${href}/`)))
    .toSorted((a, b) => b.length - a.length)[0];
}

/** The pages for somebody with these permissions; a group without any is left out. */
export function navigationFor(permissions: readonly Permission[]): NavigationGroup[] {
  return navigation
    .map((group) => ({
      ...group,
      items: group.items.filter(({ needs }) => needs === undefined || permissions.includes(needs)),
    }))
    .filter((group) => group.items.length > 0);
}
