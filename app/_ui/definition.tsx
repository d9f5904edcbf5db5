"use client";

import { ActionIcon, Popover } from "@mantine/core";
import { IconInfoCircle } from "@tabler/icons-react";
import type { ReactNode } from "react";
import classes from "./definition.module.css";

/** The "i" beside a name: what is counted, in which unit, and what is left out. */
export function Definition({ term, children }: { term: string; children: ReactNode }) {
  return (
    <Popover width={300} position="bottom-start" withArrow trapFocus={false} returnFocus>
      <Popover.Target>
        <ActionIcon size={22} aria-label={`What ${term} means`} className="no-print">
          <IconInfoCircle size={15} stroke={1.6} aria-hidden />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown className={classes.dropdown} aria-label={term}>
        {children}
      </Popover.Dropdown>
    </Popover>
  );
}
