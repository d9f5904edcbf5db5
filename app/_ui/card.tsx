import Link from "next/link";
import { type ReactNode, useId } from "react";
import classes from "./card.module.css";
import { Definition } from "./definition.tsx";

export type SimpleCardProps = {
  title: string;
  subtitle?: ReactNode;
  /** What it means, as the answer says of itself; shown behind the "i". */
  means?: string;
  actions?: ReactNode;
  href?: string;
  hrefLabel?: string;
  children: ReactNode;
};

/** A titled box for what is not a chart: lists, facts, forms. */
export function Card({
  title,
  subtitle,
  means,
  actions,
  href,
  hrefLabel = "Open",
  children,
}: SimpleCardProps) {
  const titleId = useId();
  return (
    <section className={classes.card} aria-labelledby={titleId}>
      <header className={classes.head}>
        <div>
          <div className={classes.titleRow}>
            <h2 id={titleId} className={classes.title}>
              {title}
            </h2>
            {means && <Definition term={title}>{means}</Definition>}
          </div>
          {subtitle && <p className={classes.subtitle}>{subtitle}</p>}
        </div>
        {actions}
      </header>
      {children}
      {href !== undefined && (
        <p className={`${classes.more} no-print`}>
          <Link href={href} prefetch={false}>
            {hrefLabel}
          </Link>
        </p>
      )}
    </section>
  );
}
