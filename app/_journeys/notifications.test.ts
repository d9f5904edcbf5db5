import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Browser } from "playwright-core";
import { SMTPServer } from "smtp-server";
import { afterAll, beforeAll, expect, test } from "vitest";
import { drawn, expectClean, openBrowser, openWindow } from "./browser.ts";
import { adminFor, keyFor, type Served, send, serveEmpty } from "./server.ts";

const admin = { email: "ada@example.test", name: "Ada", password: "correct horse battery" };
const posted: { type: string; data: { text: string } }[] = [];
const mailed: string[] = [];

let browser: Browser;
let served: Served;
let hook: Server;
let mail: SMTPServer;

beforeAll(async () => {
  browser = await openBrowser();
  hook = createServer(async (request, response) => {
    let body = "";
    for await (const piece of request.setEncoding("utf8")) body += piece;
    posted.push(JSON.parse(body));
    response.end();
  });
  mail = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onData(stream, _, done) {
      let text = "";
      stream.on("data", (piece) => {
        text += piece;
      });
      stream.on("end", () => {
        mailed.push(text);
        done();
      });
    },
  });
  await new Promise<void>((resolve) => hook.listen(0, "127.0.0.1", resolve));
  await new Promise<void>((resolve) => mail.listen(0, "127.0.0.1", resolve));
  served = await serveEmpty(() => ({
    WEBHOOK_PRIVATE_HOSTS: "127.0.0.1",
    SMTP_URL: `smtp://127.0.0.1:${(mail.server.address() as AddressInfo).port}`,
    SMTP_FROM: "Faultline <faultline@example.test>",
  }));
  await adminFor(served, admin);
});

afterAll(async () => {
  await browser?.close();
  await served?.stop();
  await new Promise((resolve) => hook?.close(resolve));
  await new Promise<void>((resolve) => mail?.close(() => resolve()));
});

test("an administrator says who is notified, sees that it works, and what an incident sets off arrives", async () => {
  const { page, complaints, close } = await openWindow(browser, served.url);
  await page.goto("/sign-in");
  await page.locator("input[name=email]").fill(admin.email);
  await page.locator("input[name=password]").first().fill(admin.password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.waitForURL((url) => url.pathname === "/");
  await page.goto("/settings");
  await drawn(page);
  const add = async (channel: string, name: string, address: string) => {
    await page.locator("select[name=channel]").selectOption(channel);
    await page.locator("input[name=name]").fill(name);
    await page.locator("input[name=address]").fill(address);
    await page.getByRole("button", { name: "Add", exact: true }).click();
    await page.getByRole("row", { name }).waitFor();
  };
  const sendTest = (name: string) =>
    page.getByRole("row", { name }).getByRole("button", { name: "Send a test" }).click();

  await add("webhook", "Chat", `http://127.0.0.1:${(hook.address() as AddressInfo).port}/T0/hidden`);
  await page.getByText(/^whsec_/).waitFor();
  await sendTest("Chat");
  await page.getByText("The test was delivered to Chat.").waitFor();
  await add("email", "Lead", "lead@example.test");
  await sendTest("Lead");
  await page.getByText("The test was delivered to Lead.").waitFor();
  await add("webhook", "Metadata", "http://169.254.169.254/latest/meta-data");
  await sendTest("Metadata");
  await page
    .getByText(/within a private network/)
    .first()
    .waitFor();
  await page.reload();
  await page.getByRole("row", { name: "Chat" }).waitFor();
  expect(await page.getByText(/whsec_|hidden/).count()).toBe(0);
  await expectClean(page, complaints);
  await close();

  expect(posted.map(({ type }) => type)).toEqual(["test"]);
  const key = await keyFor(served, "write");
  const body = { title: "Checkout is down", startedAt: new Date().toISOString(), lostOrders: 200_000 };
  await send(served, { key, path: "/incidents", body });
  await expect.poll(() => [posted.length, mailed.length], { timeout: 30_000 }).toEqual([2, 2]);
  expect(posted[1]).toMatchObject({
    type: "incident.high-blast",
    data: { text: expect.stringContaining("Checkout is down") },
  });
  expect(mailed[1]).toContain("Subject: INC-1 has a high blast radius: Checkout is down");
});
