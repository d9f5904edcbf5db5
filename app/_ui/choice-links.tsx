import Link from "next/link";
import classes from "./choice-links.module.css";

export type ChoiceLink = { key: string; label: string; href: string };

/** One of a few ways to look at the same pictures; each is an address, so it can be sent and opened apart. */
export function ChoiceLinks({
  label,
  chosen,
  links,
}: {
  label: string;
  /** One of them, or several. */
  chosen: string | readonly string[];
  links: ChoiceLink[];
}) {
  const isChosen = (key: string) => (typeof chosen === "string" ? key === chosen : chosen.includes(key));
  return (
    <nav aria-label={label} className={`${classes.root} no-print`}>
      <span className={classes.label} aria-hidden>
        {label}
      </span>
      {links.map(({ key, label: name, href }) => (
        <Link
          key={key}
          href={href}
          scroll={false}
          prefetch={false}
          className={classes.choice}
          aria-current={isChosen(key) ? "true" : undefined}
        >
          {name}
        </Link>
      ))}
    </nav>
  );
}
