import type { ReactNode } from "react";
import { Logo } from "#app/_ui/logo.tsx";
import classes from "./entry.module.css";

export const dynamic = "force-dynamic";

/** The pages before the product: nothing of its data is on them. */
export default function EntryLayout({ children }: { children: ReactNode }) {
  return (
    <main className={classes.page}>
      <div className={classes.brand}>
        <Logo />
        <span>Faultline</span>
      </div>
      <div className={classes.card}>{children}</div>
    </main>
  );
}
