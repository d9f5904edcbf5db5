import Link from "next/link";
import classes from "./demo-hint.module.css";

/** A short way through an invented company, for those who see the product for the first time. */
export function DemoHint() {
  return (
    <p className={`${classes.root} no-print`}>
      This company is invented. Click any bar to see the incidents it counts, ask{" "}
      <Link href="/trends" prefetch={false}>
        whether there is a trend
      </Link>
      , hold{" "}
      <Link href="/ai" prefetch={false}>
        AI changes
      </Link>{" "}
      against their base rate, and print the{" "}
      <Link href="/review" prefetch={false}>
        weekly review
      </Link>
      . Ctrl K goes anywhere.
    </p>
  );
}
