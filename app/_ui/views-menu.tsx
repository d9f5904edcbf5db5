"use client";

import { IconBookmark } from "@tabler/icons-react";
import dynamic from "next/dynamic";
import classes from "./filter-bar.module.css";
import { Float } from "./float.tsx";

const ViewsPanel = dynamic(() => import("./views-panel.tsx").then((all) => all.ViewsPanel), { ssr: false });

/** Saved views: those there are, and this page with its filter as another one. */
export function ViewsMenu() {
  return (
    <Float
      label="Saved views"
      align="end"
      triggerProps={{ className: classes.control }}
      trigger={
        <>
          <IconBookmark size={14} stroke={1.6} aria-hidden />
          Views
        </>
      }
    >
      {(close) => <ViewsPanel close={close} />}
    </Float>
  );
}
