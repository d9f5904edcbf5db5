import Link from "next/link";
import { EmptyState } from "#app/_ui/empty-state.tsx";
import { PageHeader } from "#app/_ui/page-header.tsx";

export default function NotFound() {
  return (
    <>
      <PageHeader question="There is no such record" />
      <EmptyState
        title="Nothing has this number or name"
        actions={
          <>
            <Link href="/incidents">All incidents</Link>
            <Link href="/">Go to the overview</Link>
          </>
        }
      >
        It may be mistyped, or may never have existed. The search above (Ctrl K) finds incidents by number or
        by words.
      </EmptyState>
    </>
  );
}
