import Link from "next/link";
import { EmptyState } from "#app/_ui/empty-state.tsx";
import { PageHeader } from "#app/_ui/page-header.tsx";

export default function NotFound() {
  return (
    <main
      style={{
        display: "grid",
        gap: "var(--gap-md)",
        maxWidth: "40rem",
        margin: "15vh auto",
        padding: "0 var(--gap-md)",
      }}
    >
      <PageHeader question="There is no such page" />
      <EmptyState title="Nothing is at this address" actions={<Link href="/">Go to the overview</Link>}>
        It may be mistyped, or come from another release.
      </EmptyState>
    </main>
  );
}
