import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { type SearchParams, wordsOf } from "#app/_server/address.ts";
import { ask } from "#app/_server/ask.ts";
import { permitted } from "#app/_server/permitted.ts";
import { zonesOffered } from "#app/_server/zones.ts";
import { NotPermitted } from "#app/_ui/not-permitted.tsx";
import { PageHeader } from "#app/_ui/page-header.tsx";
import { isAppError } from "#lib/errors.ts";
import { formatCount, formatInstant } from "#lib/format.ts";
import { listMappings } from "#lib/imports/mapping/read.ts";
import { getImport } from "#lib/imports/read.ts";
import { keptRows, remarkedRows } from "#lib/imports/run/read.ts";
import type { Import } from "#lib/imports/schema.ts";
import { targets } from "#lib/imports/targets/index.ts";
import { getSettings } from "#lib/settings/read.ts";
import { systemsBySlug } from "#lib/systems/read.ts";
import classes from "../import.module.css";
import { fileSize, type ImportStep, stateNames, stepOf, steps, targetNames } from "../words.ts";
import { ColumnsForm } from "./columns-form.tsx";
import { Preview } from "./preview.tsx";
import { QuestionsForm } from "./questions-form.tsx";
import { RefusedHome } from "./refused-home.tsx";
import { Report } from "./report.tsx";
import { RunProgress } from "./run-progress.tsx";
import { slugsIn } from "./sample-words.ts";
import { Steps } from "./steps.tsx";
import { TogetherCard } from "./together-card.tsx";

export const metadata: Metadata = { title: "Import" };

type Props = { params: Promise<{ id: string }>; searchParams: SearchParams };

export default async function ImportPage({ params, searchParams }: Props) {
  if (!(await permitted("import.run"))) return <NotPermitted page="Import" who="Responders" />;
  const { id } = await params;
  const [found, { zone }, words] = await Promise.all([
    importOrNone(id),
    ask(getSettings, undefined),
    wordsOf(searchParams),
  ]);
  const { fileName, target, total, fileBytes, inspection } = found;
  const at = stepAt(found, words.step);
  const label = inspection?.profile?.label;
  return (
    <>
      <PageHeader
        question={fileName}
        answer={`${targetNames[target]}: ${formatCount(total)} rows, ${fileSize(fileBytes)}${label ? `, recognised as ${label}` : ""}.`}
        basis={<Earlier found={found} zone={zone} />}
      />
      <Steps id={id} at={at} reached={stepOf(found.state)} />
      <div className={classes.stack}>
        {found.comesFrom !== null && (at === "columns" || at === "questions") && (
          <RefusedHome
            id={id}
            answers={found.answers}
            from={found.comesFrom}
            notTaken={inspection?.notTaken ?? []}
          />
        )}
        <Step at={at} found={found} zone={zone} />
        <TogetherCard id={id} />
      </div>
    </>
  );
}

async function importOrNone(id: string): Promise<Import> {
  try {
    return await ask(getImport, { id });
  } catch (error) {
    if (isAppError(error) && error.code === "not-found") notFound();
    throw error;
  }
}

/** Choices can be gone back to until the run; afterwards there is only its report. */
function stepAt({ state, plan }: Import, asked: string | undefined): ImportStep {
  const own = stepOf(state);
  if (own === "run" || own === "report") return own;
  const wanted = steps.find((step) => step === asked) ?? own;
  if (wanted === "run" || wanted === "report") return own;
  return wanted === "preview" && plan === null ? "questions" : wanted;
}

function Earlier({ found, zone }: { found: Import; zone: string }) {
  const { same, target } = found;
  const stored = same.find((one) => one.state === "done" && one.target === target);
  const last = stored ?? same[0];
  if (last === undefined) return null;
  const when = (
    <Link href={`/import/${last.id}`}>
      {formatInstant(last.createdAt, zone)} ({stateNames[last.state].toLowerCase()})
    </Link>
  );
  if (stored === undefined) return <>The same file came in before, and none of it is stored: {when}.</>;
  return (
    <>The same file was imported before: {when}. Importing it again changes nothing that is stored already.</>
  );
}

/** What the systems of the first rows are called: those that are there, and those that would be added. */
async function systemsIn({ plan }: Import): Promise<ReadonlyMap<string, string>> {
  if (plan === null) return new Map();
  const known = await ask(systemsBySlug, { slugs: slugsIn(plan) });
  return new Map([...plan.newSystems, ...known.values()].map(({ slug, name }) => [slug, name]));
}

async function Step({ at, found, zone }: { at: ImportStep; found: Import; zone: string }) {
  const { id, target } = found;
  switch (at) {
    case "columns": {
      const { items } = await ask(listMappings, { target });
      const fields = targets[target].fields.map(({ name, label, required = false, kind }) => ({
        name,
        label,
        required,
        kind,
      }));
      // Another saved mapping or way of reading makes another form.
      return <ColumnsForm key={`${found.version}`} found={found} fields={fields} saved={items} />;
    }
    case "questions":
      // Another way of reading asks other questions; an answer that was kept does not.
      return (
        <QuestionsForm
          key={JSON.stringify([found.reading, found.mapping])}
          found={found}
          labels={Object.fromEntries(targets[target].fields.map(({ name, label }) => [name, label]))}
          zones={zonesOffered()}
          ownZone={zone}
        />
      );
    case "preview":
      return <Preview found={found} zone={zone} systems={await systemsIn(found)} />;
    case "run":
      return <RunProgress first={found} />;
    case "report":
      return (
        <Report
          found={found}
          kept={await ask(keptRows, { id, limit: 100 })}
          remarked={await ask(remarkedRows, { id, limit: 100 })}
        />
      );
  }
}
