import { type ReactNode, Suspense } from "react";
import { Dimmed } from "#app/_ui/dimmed.tsx";
import { FilterBar, type FilterBarProps } from "#app/_ui/filter-bar.tsx";
import { FirstSteps } from "#app/_ui/first-steps.tsx";
import { LeftOutNote } from "#app/_ui/left-out-note.tsx";
import { PageHeader } from "#app/_ui/page-header.tsx";
import { RefusedFilter } from "#app/_ui/refused-filter.tsx";
import { PageSkeleton } from "#app/_ui/skeletons.tsx";
import type { Coverage } from "#lib/analytics/coverage.ts";
import { coverageWords } from "#lib/analytics/coverage-words.ts";
import type { LeftOut } from "#lib/analytics/left-out.ts";
import { type SettingsChanged, settingsChangedWords } from "#lib/analytics/settings-changed.ts";
import { formatPeriod, formatPlural } from "#lib/format.ts";
import type { Period } from "#lib/period.ts";
import type { Query } from "#lib/query.ts";
import { type SearchParams, type Words, wordsOf } from "./address.ts";
import { askOrRefuse } from "./ask.ts";
import { baseUrl } from "./base-url.ts";
import { filterChoices } from "./choices.ts";
import { NoIncidents } from "./no-incidents.tsx";
import { permitted } from "./permitted.ts";

interface Answered {
  text: string;
  period: Period;
  coverage: Coverage | null;
  leftOut: LeftOut;
  /** How many, where the question has no other use for the name. */
  incidents: unknown;
  settingsChanged?: SettingsChanged;
}

export interface ReadingPageProps<I, A extends Answered> {
  /** The heading. */
  question: string;
  query: Query<I, A>;
  path: string;
  searchParams: SearchParams;
  /** Which words of the address are asked; all of them where this is left out. */
  asked?: (words: Words) => Words;
  /** What the answer rests on; the period and the number of incidents where this is left out. */
  basis?: (answer: A, period: string, words: Words) => string;
  actions?: (answer: A, words: Words) => ReactNode;
  /** Stands between the answer and the filter. */
  hint?: ReactNode;
  /** Beside the first steps while nothing is recorded. */
  empty?: ReactNode;
  /** Whether it shows nothing but incidents, so that without any there is nothing to draw. */
  ofIncidents?: boolean;
  bar?: (answer: A, words: Words) => Partial<FilterBarProps>;
  children: (answer: A, words: Words) => ReactNode | Promise<ReactNode>;
}

/** One question of the address, answered: in words, then in pictures; or why there is no answer, and what to do. */
export function ReadingPage<I, A extends Answered>(props: ReadingPageProps<I, A>) {
  return (
    <Suspense fallback={<PageSkeleton />}>
      <Answer {...props} />
    </Suspense>
  );
}

async function Answer<I, A extends Answered>(props: ReadingPageProps<I, A>) {
  const { question, path } = props;
  const words = await wordsOf(props.searchParams);
  const [asked, { choices, any }] = await Promise.all([
    askOrRefuse(props.query, props.asked?.(words) ?? words),
    filterChoices(),
  ]);
  if ("refusal" in asked) return <RefusedFilter problems={asked.refusal.errors} path={path} />;
  if (!any) return <NothingYet question={question} more={props.empty} />;
  const { answer } = asked;
  const { from, to, zone } = answer.period;
  const period = formatPeriod(from, to, zone);
  return (
    <>
      <PageHeader
        question={question}
        answer={answer.text}
        basis={
          <>
            {props.basis?.(answer, period, words) ?? basisOf(answer, period)};{" "}
            {coverageWords(answer.coverage)}
          </>
        }
        note={settingsChangedWords(answer.settingsChanged ?? [])}
        actions={props.actions?.(answer, words)}
      />
      <LeftOutNote leftOut={answer.leftOut} />
      {props.hint}
      <FilterBar defaultPreset="all" choices={choices} withCompare={false} {...props.bar?.(answer, words)} />
      <Dimmed>
        {props.ofIncidents && answer.incidents === 0 ? (
          <NoIncidents path={path} words={words} />
        ) : (
          await props.children(answer, words)
        )}
      </Dimmed>
    </>
  );
}

function basisOf({ incidents }: Answered, period: string): string {
  return typeof incidents === "number" ? `${period}, ${formatPlural(incidents, "incident")}` : period;
}

async function NothingYet({ question, more }: { question: string; more: ReactNode }) {
  const [canWrite, canImport, canMakeKeys] = await Promise.all([
    permitted("incident.write"),
    permitted("import.run"),
    permitted("access.manage"),
  ]);
  return (
    <>
      <PageHeader question={question} />
      <FirstSteps
        baseUrl={await baseUrl()}
        canWrite={canWrite}
        importHref={canImport ? "/import" : undefined}
        logHref={canWrite ? "/incidents/new" : undefined}
        keysHref={canMakeKeys ? "/people" : undefined}
      />
      {more}
    </>
  );
}
