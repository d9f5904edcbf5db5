"use client";

import { IconChartBar, IconDownload, IconTable } from "@tabler/icons-react";
import Link from "next/link";
import { type ReactNode, useId, useRef, useState } from "react";
import { DataTable, type TableData } from "#app/_ui/data-table.tsx";
import { Definition } from "#app/_ui/definition.tsx";
import { Float, FloatList } from "#app/_ui/float.tsx";
import buttons from "#app/_ui/icon-button.module.css";
import { formatCount } from "#lib/format.ts";
import classes from "./chart-card.module.css";
import { fileName } from "./table-file.ts";

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

export type Shape = "square" | "circle" | "diamond" | "ring";
export type KeyEntry = {
  key: string;
  label: string;
  colour: string;
  shape?: Shape;
  value?: string;
  href?: string;
};

export type ChartCardProps = CardProps & {
  table: TableData;
  /** One sentence for those who do not see the picture. */
  summary: string;
  /** Names of colours, where the picture cannot carry them itself. */
  legend?: KeyEntry[];
  /** Controls of this picture alone, such as a logarithmic axis. */
  controls?: ReactNode;
  /** Said instead of a picture; "no data" is never drawn. */
  empty?: string | null;
  children: ReactNode;
};

const defaultHeight = 264;
/** Nothing to see needs little room. */
const emptyHeight = 112;

export function ChartCard(props: ChartCardProps) {
  const { title, table, summary, note, empty, height = defaultHeight, legend, children } = props;
  const [asTable, setAsTable] = useState(false);
  const picture = useRef<HTMLDivElement>(null);
  const titleId = useId();
  return (
    <article className={classes.card} aria-labelledby={titleId}>
      <CardHead
        {...props}
        titleId={titleId}
        asTable={asTable}
        onToggle={() => setAsTable(!asTable)}
        picture={picture}
      />
      {empty ? (
        <p className={classes.empty} style={{ height: Math.min(height, emptyHeight) }}>
          {empty}
        </p>
      ) : (
        <>
          {legend && !asTable && <Legend entries={legend} />}
          {asTable ? (
            <div style={{ minHeight: height }}>
              <DataTable {...table} caption={title} maxHeight={height} />
            </div>
          ) : (
            <div ref={picture} role="img" aria-label={summary} className={classes.picture} style={{ height }}>
              {children}
            </div>
          )}
        </>
      )}
      <CardFoot note={note} {...props} />
    </article>
  );
}

type HeadProps = ChartCardProps & {
  titleId: string;
  asTable: boolean;
  onToggle: () => void;
  picture: React.RefObject<HTMLDivElement | null>;
};

function CardHead({ title, unit, means, reads, n, noun, controls, empty, titleId, ...rest }: HeadProps) {
  const subtitle =
    n === undefined || n === null
      ? unit
      : `${unit}, n\u00a0=\u00a0${formatCount(n)} ${noun ?? (n === 1 ? "incident" : "incidents")}`;
  return (
    <header className={classes.head}>
      <div className={classes.names}>
        <div className={classes.titleRow}>
          <h2 id={titleId} className={classes.title}>
            {title}
          </h2>
          <Definition term={title}>{reads === undefined ? means : `${means} ${reads}`}</Definition>
        </div>
        <p className={classes.unit}>{subtitle}</p>
      </div>
      {!empty && (
        <div className={`${classes.tools} no-print`}>
          {controls}
          <button
            type="button"
            className={buttons.button}
            aria-label={`${title} as table`}
            aria-pressed={rest.asTable}
            title={rest.asTable ? "As picture" : "As table"}
            onClick={rest.onToggle}
          >
            {rest.asTable ? (
              <IconChartBar size={16} stroke={1.6} aria-hidden />
            ) : (
              <IconTable size={16} stroke={1.6} aria-hidden />
            )}
          </button>
          <Download title={title} subtitle={subtitle} {...rest} />
        </div>
      )}
    </header>
  );
}

type DownloadProps = Pick<HeadProps, "title" | "table" | "legend" | "asTable" | "picture"> & {
  subtitle: string;
};

function Download({ title, subtitle, table, legend, asTable, picture }: DownloadProps) {
  const saveTable = async () => {
    const [{ saveBlob }, { tableToCsv }] = await Promise.all([
      import("./save.ts"),
      import("./table-file.ts"),
    ]);
    saveBlob(new Blob([tableToCsv(table)], { type: "text/csv;charset=utf-8" }), `${fileName(title)}.csv`);
  };
  const savePng = async () => {
    const svg = picture.current?.querySelector("svg");
    if (!svg) return;
    const { savePicture } = await import("./save.ts");
    const key = (legend ?? []).map(({ label, value, colour }) => ({
      label: value === undefined ? label : `${label} ${value}`,
      colour,
    }));
    await savePicture(svg, { title, subtitle, key }, `${fileName(title)}.png`);
  };
  return (
    <Float
      label={`Download ${title}`}
      align="end"
      triggerProps={{ className: buttons.button, "aria-label": `Download ${title}`, title: "Download" }}
      trigger={<IconDownload size={16} stroke={1.6} aria-hidden />}
    >
      {(close) => (
        <FloatList
          close={close}
          items={[
            { key: "csv", label: "Figures (CSV)", onChoose: saveTable },
            { key: "png", label: "Picture (PNG)", disabled: asTable, onChoose: savePng },
          ]}
        />
      )}
    </Float>
  );
}

function Legend({ entries }: { entries: KeyEntry[] }) {
  return (
    <ul className={classes.legend}>
      {entries.map((entry) => (
        <li key={entry.key}>
          <Swatch colour={entry.colour} shape={entry.shape} />
          {entry.href === undefined ? (
            entry.label
          ) : (
            <Link href={entry.href} prefetch={false}>
              {entry.label}
            </Link>
          )}
          {entry.value !== undefined && <span className={classes.legendValue}>{entry.value}</span>}
        </li>
      ))}
    </ul>
  );
}

export function Swatch({ colour, shape = "square" }: { colour: string; shape?: Shape }) {
  const unknown = colour === "var(--unknown)" && shape === "square";
  return (
    <span
      className={unknown ? `${classes.swatch} hatched` : classes.swatch}
      data-shape={shape}
      style={unknown ? undefined : shape === "ring" ? { borderColor: colour } : { background: colour }}
    />
  );
}

function CardFoot({ note, href, hrefLabel }: Pick<ChartCardProps, "note" | "href" | "hrefLabel">) {
  if (!note && href === undefined) return null;
  return (
    <footer className={classes.foot}>
      {note && <div className={classes.note}>{note}</div>}
      {href !== undefined && (
        <Link href={href} prefetch={false} className={`${classes.open} no-print`}>
          {hrefLabel ?? "Open incidents"}
        </Link>
      )}
    </footer>
  );
}
