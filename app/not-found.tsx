import Link from "next/link";
import { EmptyState } from "#app/_ui/empty-state.tsx";

export default function NotFound() {
  return (
    <main style={{ maxWidth: "40rem", margin: "15vh auto", padding: "0 1rem" }}>
      <EmptyState title="There is no such page" actions={<Link href="/">Go to the overview</Link>}>
        The address may be mistyped, or the record may never have existed.
      </EmptyState>
    </main>
  );
}
