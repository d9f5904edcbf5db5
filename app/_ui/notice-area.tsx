"use client";

import dynamic from "next/dynamic";
import { useSyncExternalStore } from "react";

const Notifications = dynamic(() => import("@mantine/notifications").then((all) => all.Notifications), {
  ssr: false,
});

let isWanted = false;
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Called before the first notice: what shows them is loaded then, and not with every page. */
export function wantNotices(): void {
  isWanted = true;
  for (const listener of listeners) listener();
}

export function NoticeArea() {
  const wanted = useSyncExternalStore(
    subscribe,
    () => isWanted,
    () => false,
  );
  return wanted ? <Notifications position="bottom-right" transitionDuration={0} /> : null;
}
