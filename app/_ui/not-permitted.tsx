import { EmptyState } from "./empty-state.tsx";
import { PageHeader } from "./page-header.tsx";

/** A page that somebody may not open: said, and by whom it can be mended. */
export function NotPermitted({ page, who = "Administrators" }: { page: string; who?: string }) {
  return (
    <>
      <PageHeader question={page} />
      <EmptyState title="Not for your role">
        {who} can open this page. Ask one of them if you need it.
      </EmptyState>
    </>
  );
}
