import type { Metadata } from "next";
import Link from "next/link";
import { ask } from "#app/_server/ask.ts";
import { permitted } from "#app/_server/permitted.ts";
import { Card } from "#app/_ui/card.tsx";
import { Instant } from "#app/_ui/instant.tsx";
import { NotPermitted } from "#app/_ui/not-permitted.tsx";
import { PageHeader } from "#app/_ui/page-header.tsx";
import { formatCount } from "#lib/format.ts";
import { listImports } from "#lib/imports/read.ts";
import type { ImportHead } from "#lib/imports/schema.ts";
import { knownTools } from "#lib/imports/tools.ts";
import { getSettings } from "#lib/settings/read.ts";
import { importTargets } from "#lib/values.ts";
import lists from "../lists.module.css";
import { Upload } from "./upload.tsx";
import { fileSize, stateNames, targetNames } from "./words.ts";

export const metadata: Metadata = { title: "Import" };

export default async function ImportPage() {
  if (!(await permitted("import.run"))) return <NotPermitted page="Import" who="Responders" />;
  const [{ items }, { zone }] = await Promise.all([
    ask(listImports, { limit: 50 }),
    ask(getSettings, undefined),
  ]);
  return (
    <>
      <PageHeader
        question="Import a file"
        answer="Nothing is stored before you have seen what each row becomes, and what was stored can be taken back."
      />
      <Card
        title="A new file"
        subtitle="What the file leaves open is asked next. You can leave at any step and come back."
      >
        <Upload
          targets={importTargets.map((value) => ({ value, label: targetNames[value] }))}
          tools={knownTools().map(({ name }) => name)}
        />
        <p className={lists.detail}>
          No file at hand? Try a small one:{" "}
          {importTargets.map((target, i) => (
            <span key={target}>
              {i > 0 && ", "}
              <a href={`/samples/${target}.csv`} download>
                {targetNames[target]}
              </a>
            </span>
          ))}
          .
        </p>
      </Card>
      <Card title="Earlier imports">
        {items.length === 0 ? (
          <p className={lists.empty}>None yet.</p>
        ) : (
          <ul className={lists.list}>
            {items.map((item) => (
              <Earlier key={item.id} item={item} zone={zone} />
            ))}
          </ul>
        )}
      </Card>
    </>
  );
}

function Earlier({ item, zone }: { item: ImportHead; zone: string }) {
  const { id, fileName, target, state, fileBytes, createdBy, createdAt } = item;
  return (
    <li className={lists.item}>
      <div className={lists.what}>
        <Link href={`/import/${id}`} prefetch={false}>
          {fileName}
        </Link>
        <span className={lists.detail}>
          {targetNames[target]}, {fileSize(fileBytes)}, {createdBy}, <Instant at={createdAt} zone={zone} />
        </span>
      </div>
      <span>{stateNames[state]}</span>
      <span className={lists.measure}>{outcome(item)}</span>
    </li>
  );
}

function outcome({ created, updated, refused, total, undo, state }: ImportHead): string {
  if (undo !== null) return `${formatCount(undo.removed + undo.restored)} taken back`;
  if (state === "uploaded" || state === "planned") return `${formatCount(total)} rows`;
  const kept = `${formatCount(created + updated)} stored`;
  return refused === 0 ? kept : `${kept}, ${formatCount(refused)} refused`;
}
