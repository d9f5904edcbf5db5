import { MantineProvider } from "@mantine/core";
import { AppRouterContext } from "next/dist/shared/lib/app-router-context.shared-runtime.js";
import {
  PathnameContext,
  SearchParamsContext,
} from "next/dist/shared/lib/hooks-client-context.shared-runtime.js";
import { createElement, type FunctionComponent, type ReactNode } from "react";
import { PendingProvider } from "./_ui/pending.tsx";

export type Surroundings = {
  path?: string;
  /** What follows the question mark. */
  search?: string;
  /** Hears of every address that is gone to. */
  onGo?: (href: string) => void;
};

const Provider = MantineProvider as FunctionComponent<{ env: "test"; children?: ReactNode }>;
const Pending = PendingProvider as FunctionComponent<{ children?: ReactNode }>;

/** What stands around every page: router, address, theme, and the one transition of the filter. */
export function withSurroundings(
  inner: ReactNode,
  { path = "/", search = "", onGo }: Surroundings,
): ReactNode {
  const go = (href: string) => onGo?.(href);
  const router = { push: go, replace: go, refresh() {}, back() {}, forward() {}, prefetch() {} };
  const pending = createElement(Pending, null, inner);
  const themed = createElement(Provider, { env: "test" }, pending);
  const asked = createElement(SearchParamsContext, { value: new URLSearchParams(search) }, themed);
  const placed = createElement(PathnameContext, { value: path }, asked);
  return createElement(AppRouterContext, { value: router as never }, placed);
}
