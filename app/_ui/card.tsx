import Link from "next/link";
import { type ReactNode, useId } from "react";
import classes from "./card.module.css";
import { Definition } from "./definition.tsx";

export type SimpleCardProps = {
  title: string;
  subtitle?: ReactNode;
  definition?: ReactNode;
  actions?: ReactNode;
  href?: string;
  hrefLabel?: string;
  children: ReactNode;
};

/** A titled box for what is not a chart: lists, facts, forms. */
export function Card({
  title,
  subtitle,
  definition,
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
            {definition && <Definition term={title}>{definition}</Definition>}
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
