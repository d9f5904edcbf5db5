import { describe, expect, test } from "vitest";
import { drawn, expectClean } from "./browser.ts";
import { journeyOn } from "./journey.ts";
import { plainPages } from "./paths.ts";
import { admin, fillSetup, setupCode, signIn } from "./people.ts";
import { serveEmpty } from "./server.ts";

const journey = journeyOn(() => serveEmpty());

describe("a fresh installation", () => {
  test("is claimed with the code in its log, and by nobody without", async () => {
    const { page, complaints, close } = await journey.window();
    await page.goto("/");
    await page.waitForURL("**/setup");
    await fillSetup(page);
    await page.locator("input[name=code]").fill("AAAA-AAAA-AAAA");
    await page.getByRole("button", { name: "Set up" }).click();
    await page
      .getByText(/not the code/)
      .first()
      .waitFor();
    await expectClean(page, complaints);

    await page.locator("input[name=code]").fill(setupCode(journey.served));
    await page.locator("input[name=password]").fill(admin.password);
    await page.getByRole("button", { name: "Set up" }).click();
    await page.waitForURL((url) => url.pathname === "/");
    await page.getByText("No incidents yet").waitFor();
    await close();
  });

  for (const scheme of ["light", "dark"] as const) {
    test(`every page is clean while there is nothing, in the ${scheme} scheme`, async () => {
      const { page, complaints, close } = await journey.window({ scheme });
      await signIn(page);
      for (const path of plainPages) {
        await page.goto(path);
        await drawn(page);
        expect(page.url(), path).toContain(path);
        await expectClean(page, complaints);
      }
      await close();
    });
  }

  test("a stranger is asked to sign in", async () => {
    const { page, close } = await journey.window();
    await page.goto("/incidents");
    await page.waitForURL(/sign-in/);
    await close();
    const answer = await fetch(`${journey.served.url}/api/v1/incidents`);
    expect(answer.status).toBe(401);
  });
});
