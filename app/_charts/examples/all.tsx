import { MantineProvider } from "@mantine/core";
import { AppRouterContext } from "next/dist/shared/lib/app-router-context.shared-runtime.js";
import { createRoot } from "react-dom/client";
import "@mantine/core/styles.css";
import "#app/globals.css";
import { theme, variables } from "#app/_ui/theme.ts";
import classes from "./all.module.css";
import { examples } from "./cases.ts";

/** Where a click would lead is said in the address alone. */
const router = {
  push: (href: string) => history.replaceState(null, "", `#${href}`),
  replace() {},
  refresh() {},
  back() {},
  forward() {},
  prefetch() {},
};
const scheme = new URLSearchParams(location.search).get("scheme") === "dark" ? "dark" : "light";
const widths = [640, 320];

createRoot(document.getElementById("pictures")!).render(
  <AppRouterContext value={router as never}>
    <MantineProvider theme={theme} cssVariablesResolver={variables} forceColorScheme={scheme}>
      <main className={classes.page}>
        <h1>Pictures</h1>
        <p>
          Each at {widths.join(" and ")} pixels, on <a href="?scheme=light">light</a> and on{" "}
          <a href="?scheme=dark">dark</a>.
        </p>
        {examples.map(({ name, card }) => (
          <section key={name}>
            <h2>{name}</h2>
            <div className={classes.both}>
              {widths.map((width) => (
                <div key={width} style={{ width }}>
                  {card}
                </div>
              ))}
            </div>
          </section>
        ))}
      </main>
    </MantineProvider>
  </AppRouterContext>,
);
