import Link from "next/link";
import { type ReactNode, useId } from "react";
import classes from "./card.module.css";
import { Definition } from "./definition.tsx";

type CardProps = {
  /** An article stands for itself, as a picture does. */
  as?: "section" | "article";
  title: string;
  subtitle?: ReactNode;
  /** What it means, as the answer says of itself; shown behind the "i". */
  means?: string;
  actions?: ReactNode;
  href?: string;
  hrefLabel?: string;
  /** A sentence under what the card holds. */
  note?: ReactNode;
  children: ReactNode;
};

/** A titled box: of a list, of facts, of a form, of a picture. */
export function Card({
  as: Element = "section",
  title,
  subtitle,
  means,
  actions,
  href,
  hrefLabel = "Open",
  note,
  children,
}: CardProps) {
  const titleId = useId();
  return (
    <Element className={classes.card} aria-labelledby={titleId}>
      <header className={classes.head}>
        <div className={classes.names}>
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
      {(note || href !== undefined) && (
        <footer className={classes.foot}>
          {note && <div className={classes.note}>{note}</div>}
          {href !== undefined && (
            <Link href={href} prefetch={false} className="no-print">
              {hrefLabel}
            </Link>
          )}
        </footer>
      )}
    </Element>
  );
}
