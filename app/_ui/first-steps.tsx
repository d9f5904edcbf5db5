import { Curl } from "./curl.tsx";
import classes from "./first-steps.module.css";
import { Step } from "./step.tsx";

export type FirstStepsProps = {
  /** Where this installation answers, for the ready-made request. */
  baseUrl: string;
  canWrite: boolean;
  importHref?: string;
  logHref?: string;
  keysHref?: string;
};

/** An empty database: the four ways in, each ready to be taken. */
export function FirstSteps({ baseUrl, canWrite, importHref, logHref, keysHref }: FirstStepsProps) {
  return (
    <section className={classes.root} aria-label="First steps">
      <h2 className={classes.title}>No incidents yet</h2>
      <p className={classes.text}>
        {canWrite
          ? "Figures appear as soon as there are incidents to count. There are four ways to bring them in."
          : "Figures appear as soon as there are incidents. Your role is to read; a responder can bring them in as follows."}
      </p>
      <ol className={classes.steps}>
        <Step title="Import a history" href={importHref} action="Import a file">
          Exports of trackers and spreadsheets. You see what each row becomes before anything is stored, and
          can undo it.
        </Step>
        <Step title="Log an incident" href={logHref} action="Log one now">
          Title, severity, start and systems are enough; the rest can follow.
        </Step>
        <Step title="Send them by API" href={keysHref} action="Make a key">
          From any tool that can send a request:
          <Curl baseUrl={baseUrl} />
        </Step>
        <Step title="Look around first">
          A separate database with invented data, which this one never touches:
          <code className={classes.code}>PORT=3001 npm run demo</code>
        </Step>
      </ol>
    </section>
  );
}
