"use client";

import { Button, type ButtonProps } from "@mantine/core";
import Link from "next/link";
import type { ReactNode } from "react";
import classes from "./button-link.module.css";

/** A link that looks like a button: it leads somewhere, and can be opened in another tab. */
export function ButtonLink({
  href,
  variant = "default",
  children,
}: Pick<ButtonProps, "variant"> & { href: string; children: ReactNode }) {
  return (
    <Button component={Link} href={href} variant={variant} className={classes.root}>
      {children}
    </Button>
  );
}
