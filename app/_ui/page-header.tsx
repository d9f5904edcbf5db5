import type { ReactNode } from "react";
import classes from "./page-header.module.css";

export type PageHeaderProps = {
  /** The page's question, or the name of what it shows. */
  question: string;
  /** One or two generated sentences that answer it. */
  answer?: ReactNode;
  /** Period, zone and n that the answer rests on. */
  basis?: ReactNode;
  /** What must be known to read it rightly. */
  note?: ReactNode;
  actions?: ReactNode;
};

export function PageHeader({ question, answer, basis, note, actions }: PageHeaderProps) {
  return (
    <header className={classes.root}>
      <div className={classes.words}>
        <h1 className={classes.question}>{question}</h1>
        {answer !== undefined && answer !== null && <div className={classes.answer}>{answer}</div>}
        {basis !== undefined && basis !== null && <p className={classes.basis}>{basis}</p>}
        {note !== undefined && note !== null && <p className={classes.basis}>{note}</p>}
      </div>
      {actions && <div className={`${classes.actions} no-print`}>{actions}</div>}
    </header>
  );
}
