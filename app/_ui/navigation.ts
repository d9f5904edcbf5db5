import {
  IconActivityHeartbeat,
  IconAlertTriangle,
  IconLayoutDashboard,
  type TablerIcon,
} from "@tabler/icons-react";

export type NavigationItem = { href: string; label: string; icon: TablerIcon };
export type NavigationGroup = { label: "Read" | "Work" | "Administration"; items: NavigationItem[] };

/** The pages there are, in the order they are shown; a page is listed once it exists. */
export const navigation: NavigationGroup[] = [
  {
    label: "Read",
    items: [
      { href: "/", label: "Overview", icon: IconLayoutDashboard },
      { href: "/trends", label: "Trends", icon: IconActivityHeartbeat },
    ],
  },
  {
    label: "Work",
    items: [{ href: "/incidents", label: "Incidents", icon: IconAlertTriangle }],
  },
];

/** The entry a path belongs to: the longest that it starts with. */
export function activeHref(path: string, groups: NavigationGroup[]): string | undefined {
  return groups
    .flatMap((group) => group.items.map((item) => item.href))
    .filter((href) => path === href || (href !== "/" && path.startsWith(`${href}/`)))
    .toSorted((a, b) => b.length - a.length)[0];
}
