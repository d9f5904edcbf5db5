import { createContext } from "react";

/** Opens the records behind a mark; nothing where a picture stands alone, as in a test. */
export const OpenContext = createContext<(href: string | undefined) => void>(() => {});
