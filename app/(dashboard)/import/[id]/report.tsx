import Link from "next/link";
import { ButtonLink } from "#app/_ui/button-link.tsx";
import { Card } from "#app/_ui/card.tsx";
import { DownloadButton } from "#app/_ui/download-button.tsx";
import { formatCount, formatPlural } from "#lib/format.ts";
import type { Import, Reason } from "#lib/imports/schema.ts";
import { incidentKinds } from "#lib/incidents/schema.ts";
import classes from "../import.module.css";
import { Counts } from "./counts.tsx";
import { KeptRemarks } from "./refused-rows.tsx";
import { RunButton } from "./run-button.tsx";
import { UndoButton } from "./undo-button.tsx";

type Remarked = { line: number; reasons: Reason[] }[];
type Kept = { line: number; number: number | null; id: string | null };

/** What came of it, the rows to mend, the records it made, and the way back. */
export function Report({ found, kept, remarked }: { found: Import; kept: Kept[]; remarked: Remarked }) {
  const { id, state, created, updated, unchanged, refused, skipped, undo, failure, total, done } = found;
  const rows = created + updated;
  const href = recordsHref(found);
  return (
    <Card title={titleOf(found)} subtitle={failure ?? undefined}>
      {undo !== null ? (
        <Counts
          counts={{ removed: undo.removed, restored: undo.restored, "kept, edited since": undo.kept }}
        />
      ) : (
        <Counts counts={{ created, updated, unchanged, refused, "left out": skipped }} />
      )}
      <AddedSystems found={found} />
      {undo === null && <KeptRemarks rows={remarked} />}
      {kept.length > 0 && <KeptList kept={kept} target={found.target} />}
      <div className={classes.actions}>
        {href !== null && rows > 0 && undo === null && (
          <ButtonLink href={href} variant="filled">
            Open what it stored
          </ButtonLink>
        )}
        {refused > 0 && (
          <DownloadButton href={`/api/v1/imports/${id}/refused.csv`}>
            Download {formatPlural(refused, "refused row")}
          </DownloadButton>
        )}
        <ButtonLink href="/import">Another file</ButtonLink>
        {undo === null && rows > 0 && <UndoButton id={id} rows={rows} />}
      </div>
      {refused > 0 && undo === null && (
        <p className={classes.why}>
          The file of refused rows tells why in two columns before its own. Mend the cells there and import it
          as it is: those columns are passed over.
        </p>
      )}
      {(state === "cancelled" || state === "failed") && (
        <RunButton id={id} rows={Math.max(0, (total ?? 0) - done)} refused={0} label="Go on" />
      )}
    </Card>
  );
}

function titleOf({ state }: Import): string {
  if (state === "done") return "The import is through";
  if (state === "cancelled") return "The import was stopped";
  return state === "failed" ? "The import could not go on" : "The import was taken back";
}

function recordsHref({ id, target }: Import): string | null {
  if (target === "incidents") return `/incidents?period=all&kind=${incidentKinds.join(",")}&import=${id}`;
  if (target === "changes") return `/changes?period=all&import=${id}`;
  return target === "systems" ? "/systems" : target === "actions" ? "/actions" : null;
}

function AddedSystems({ found: { addedSystems, undo } }: { found: Import }) {
  const { added, removed, kept } = addedSystems;
  if (added === 0) return null;
  if (undo === null) return <p className={classes.why}>{formatPlural(added, "system")} added for it.</p>;
  return (
    <>
      <p>
        {removed === 0 ? "None" : formatCount(removed)} of the {formatPlural(added, "system")} that were added
        for it went with it.
      </p>
      {kept.length > 0 && (
        <>
          <p>These systems stay, because something else names them or somebody edited them:</p>
          <ul className={classes.settled}>
            {kept.map(({ slug, name }) => (
              <li key={slug}>
                <Link href={`/systems/${slug}`} prefetch={false}>
                  {name}
                </Link>
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

function KeptList({ kept, target }: { kept: Kept[]; target: Import["target"] }) {
  const folder = target === "incidents" ? "incidents" : target === "changes" ? "changes" : null;
  return (
    <>
      <p>These were edited since, and were left as they are:</p>
      <ul className={classes.settled}>
        {kept.map(({ line, number }) => (
          <li key={line}>
            {folder !== null && number !== null ? (
              <Link href={`/${folder}/${number}`} prefetch={false}>
                {target === "incidents" ? `INC-${number}` : `CHG-${number}`}
              </Link>
            ) : (
              `line ${line} of the file`
            )}
          </li>
        ))}
      </ul>
    </>
  );
}
