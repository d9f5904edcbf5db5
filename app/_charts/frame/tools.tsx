"use client";

import { IconChartBar, IconDownload, IconTable } from "@tabler/icons-react";
import type { ReactNode, RefObject } from "react";
import type { TableData } from "#app/_ui/data-table.tsx";
import { Float, FloatList } from "#app/_ui/float.tsx";
import buttons from "#app/_ui/icon-button.module.css";
import classes from "./frame.module.css";
import type { KeyEntry } from "./legend.tsx";

type ToolsProps = {
  title: string;
  subtitle: string;
  table: TableData;
  legend?: KeyEntry[];
  asTable: boolean;
  onToggle: () => void;
  controls: ReactNode;
  box: RefObject<HTMLDivElement | null>;
};

/** What can be done with a picture: read it as a table, and take it along. */
export function Tools({ title, asTable, onToggle, controls, ...rest }: ToolsProps) {
  const Icon = asTable ? IconChartBar : IconTable;
  return (
    <div className={`${classes.tools} no-print`}>
      {controls}
      <button
        type="button"
        className={buttons.button}
        aria-label={`${title} as table`}
        aria-pressed={asTable}
        title={asTable ? "As picture" : "As table"}
        onClick={onToggle}
      >
        <Icon size={16} stroke={1.6} aria-hidden />
      </button>
      <Download title={title} asTable={asTable} {...rest} />
    </div>
  );
}

type DownloadProps = Omit<ToolsProps, "controls" | "onToggle">;

function Download({ title, subtitle, table, legend = [], asTable, box }: DownloadProps) {
  const saveTable = async () => {
    const [{ saveBlob }, { fileName, tableToCsv }] = await Promise.all([
      import("./save.ts"),
      import("./table-csv.ts"),
    ]);
    saveBlob(new Blob([tableToCsv(table)], { type: "text/csv;charset=utf-8" }), `${fileName(title)}.csv`);
  };
  const savePng = async () => {
    const svg = box.current?.querySelector("svg");
    if (!svg) return;
    const [{ savePicture }, { fileName }] = await Promise.all([
      import("./save.ts"),
      import("./table-csv.ts"),
    ]);
    const key = legend.map(({ label, value, colour }) => ({
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
