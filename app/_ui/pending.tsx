"use client";

import { useRouter } from "next/navigation";
import { createContext, type ReactNode, useCallback, useContext, useMemo, useTransition } from "react";

type Pending = { pending: boolean; navigate: (href: string) => void };

const PendingContext = createContext<Pending | null>(null);

/** Holds the one transition that a changed filter starts, so that old pictures can stay, dimmed, until it ends. */
export function PendingProvider({ children }: { children: ReactNode }) {
  const router = useRouter();
  const [pending, start] = useTransition();
  const navigate = useCallback((href: string) => start(() => router.push(href, { scroll: false })), [router]);
  const value = useMemo(() => ({ pending, navigate }), [pending, navigate]);
  return <PendingContext value={value}>{children}</PendingContext>;
}

export function usePending(): Pending {
  const pending = useContext(PendingContext);
  if (!pending) throw new Error("PendingProvider is missing above this component");
  return pending;
}
