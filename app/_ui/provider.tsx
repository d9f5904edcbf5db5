"use client";

import { MantineProvider } from "@mantine/core";
import { type ReactNode, useEffect } from "react";
import { NoticeArea } from "./notice-area.tsx";
import { theme, variables } from "./theme.ts";

const schemeAttribute = "data-mantine-color-scheme";

/** Paper is light, whatever the screen was. */
function usePaperColours(): void {
  useEffect(() => {
    const root = document.documentElement;
    let before: string | null = null;
    const toPaper = () => {
      before = root.getAttribute(schemeAttribute);
      root.setAttribute(schemeAttribute, "light");
    };
    const toScreen = () => {
      if (before !== null) root.setAttribute(schemeAttribute, before);
    };
    window.addEventListener("beforeprint", toPaper);
    window.addEventListener("afterprint", toScreen);
    return () => {
      window.removeEventListener("beforeprint", toPaper);
      window.removeEventListener("afterprint", toScreen);
    };
  }, []);
}

export function Provider({ nonce, children }: { nonce?: string; children: ReactNode }) {
  usePaperColours();
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={variables}
      defaultColorScheme="auto"
      getStyleNonce={nonce === undefined ? undefined : () => nonce}
    >
      {children}
      <NoticeArea />
    </MantineProvider>
  );
}
