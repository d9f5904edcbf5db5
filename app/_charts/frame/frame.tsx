"use client";

import { type ReactNode, useRef, useState } from "react";
import { Card } from "#app/_ui/card.tsx";
import { DataTable, type TableData } from "#app/_ui/data-table.tsx";
import { formatCount } from "#lib/format.ts";
import type { Picture } from "../picture.ts";
import classes from "./frame.module.css";
import { type KeyEntry, Legend } from "./legend.tsx";
import { PictureBox } from "./picture-box.tsx";
import { Tools } from "./tools.tsx";

/** What every picture says about itself, whatever it draws. */
export type CardProps = {
  title: string;
  /** In words: "incidents per week", "median minutes". */
  unit: string;
  /** What it counts and what it leaves out, as the answer says of itself (`meaningOf`); shown behind the "i". */
  means: string;
  /** How to read this picture of it: its colours and marks, what it does not draw. */
  reads?: string;
  /** What the picture rests on; null when that has no meaning here. */
  n?: number | null;
  /** What n counts. */
  noun?: string;
  /** Opens exactly the records that n counts. */
  href?: string;
  /** "Open incidents" unless the picture is of something else. */
  hrefLabel?: string;
  /** A sentence under the picture: what follows and what does not. */
  note?: ReactNode;
  height?: number;
};

export type FrameProps = CardProps &
  TableData & {
    picture: Picture;
    /** One sentence for those who do not see the picture. */
    summary: string;
    /** Names of colours, where the picture cannot carry them itself. */
    legend?: KeyEntry[];
    /** Controls of this picture alone, such as a logarithmic axis. */
    controls?: ReactNode;
    /** Said instead of a picture; "no data" is never drawn. */
    empty?: string | null;
  };

const defaultHeight = 264;
/** Nothing to see needs little room. */
const emptyHeight = 112;

/** The one frame of every picture: its words, its size, its values under pointer and keys, its table and its files. */
export function Frame(props: FrameProps) {
  const { title, means, reads, columns, rows, picture, summary, note, href, legend, empty } = props;
  const { height = defaultHeight, hrefLabel = "Open incidents" } = props;
  const [asTable, setAsTable] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const subtitle = subtitleOf(props);
  return (
    <Card
      as="article"
      title={title}
      subtitle={subtitle}
      means={reads === undefined ? means : `${means} ${reads}`}
      note={note}
      href={href}
      hrefLabel={hrefLabel}
      actions={
        !empty && (
          <Tools
            {...{ title, subtitle, legend, asTable, box }}
            table={{ columns, rows }}
            controls={props.controls}
            onToggle={() => setAsTable(!asTable)}
          />
        )
      }
    >
      {empty ? (
        <p className={classes.empty} style={{ height: Math.min(height, emptyHeight) }}>
          {empty}
        </p>
      ) : asTable ? (
        <div style={{ minHeight: height }}>
          <DataTable columns={columns} rows={rows} caption={title} maxHeight={height} />
        </div>
      ) : (
        <>
          {legend && <Legend entries={legend} />}
          <PictureBox picture={picture} summary={summary} height={height} box={box} />
        </>
      )}
    </Card>
  );
}

function subtitleOf({ unit, n, noun }: FrameProps): string {
  if (n === undefined || n === null) return unit;
  return `${unit}, n\u00a0=\u00a0${formatCount(n)} ${noun ?? (n === 1 ? "incident" : "incidents")}`;
}
