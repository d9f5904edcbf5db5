"use client";

import { IconLogout, IconUser } from "@tabler/icons-react";
import Link from "next/link";
import { useTransition } from "react";
import { leave } from "#app/(dashboard)/account/actions.ts";
import classes from "./account-menu.module.css";
import { Float, floatItem, moveByArrows } from "./float.tsx";
import buttons from "./icon-button.module.css";

export function AccountMenu({ name, role }: { name: string; role: string }) {
  const [leaving, start] = useTransition();
  return (
    <Float
      label={`Account of ${name}`}
      align="end"
      triggerProps={{ className: buttons.large, "aria-label": `Account of ${name}`, "aria-busy": leaving }}
      trigger={<IconUser size={18} stroke={1.6} aria-hidden />}
    >
      {(close) => (
        <>
          <p className={classes.who}>
            {name}, {role}
          </p>
          <ul className={classes.list}>
            <li>
              <Link href="/account" className={floatItem} onKeyDown={moveByArrows} onClick={close}>
                <IconUser size={16} stroke={1.6} aria-hidden />
                Account
              </Link>
            </li>
            <li>
              <button
                type="button"
                className={floatItem}
                onKeyDown={moveByArrows}
                onClick={() => {
                  close();
                  start(() => leave());
                }}
              >
                <IconLogout size={16} stroke={1.6} aria-hidden />
                Sign out
              </button>
            </li>
          </ul>
        </>
      )}
    </Float>
  );
}
