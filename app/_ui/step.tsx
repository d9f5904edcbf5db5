import Link from "next/link";
import type { ReactNode } from "react";
import classes from "./first-steps.module.css";

type StepProps = { title: string; href?: string; action?: string; children: ReactNode };

export function Step({ title, href, action, children }: StepProps) {
  return (
    <li className={classes.step}>
      <h3 className={classes.stepTitle}>{title}</h3>
      <div className={classes.stepText}>{children}</div>
      {href !== undefined && <Link href={href}>{action}</Link>}
    </li>
  );
}
