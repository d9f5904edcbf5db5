import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import PostalMime, { type Email } from "postal-mime";
import { SMTPServer } from "smtp-server";
import { describe, expect, onTestFinished, test } from "vitest";
import { openDatabase } from "#db/open.ts";
import { copyOfTemplate } from "#db/testing.ts";
import { systemActor } from "#lib/actor.ts";
import { listAudit } from "#lib/audit/read.ts";
import { declareIncident, declareIncidents, deleteIncident, updateIncident } from "#lib/incidents/write.ts";
import { Runtime, type Scope, scopeOf } from "#lib/scope.ts";
import { updateSettings } from "#lib/settings/write.ts";
import { as, testScope } from "#lib/testing.ts";
import { type Senders, sendNotifications, tidyNotifications } from "./background.ts";
import { htmlOf } from "./email.ts";
import { listDeliveries, listTargets } from "./read.ts";
import { lastReview } from "./schedule.ts";
import { addTarget, daysKept, leaseMs, pauseMinutes, removeTarget, updateTarget } from "./write.ts";

const nobody: Senders = {
  SMTP_URL: undefined,
  SMTP_FROM: undefined,
  WEBHOOK_PRIVATE_HOSTS: ["127.0.0.1"],
  BASE_URL: "https://faultline.example",
  PORT: 3000,
};

interface Mail {
  to: string[];
  mail: Email;
}

/** A mail server that keeps what it takes. */
async function mailServer(refuse: (address: string) => boolean = () => false) {
  const mails: Mail[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onRcptTo({ address }, _, done) {
      done(refuse(address) ? Object.assign(new Error("unknown here"), { responseCode: 550 }) : null);
    },
    onData(stream, session, done) {
      const pieces: Buffer[] = [];
      stream.on("data", (piece: Buffer) => pieces.push(piece));
      stream.on("end", async () => {
        const to = session.envelope.rcptTo.map(({ address }) => address);
        mails.push({ to, mail: await PostalMime.parse(Buffer.concat(pieces)) });
        done();
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => new Promise((resolve) => server.close(() => resolve())));
  const { port } = server.server.address() as AddressInfo;
  return {
    mails,
    senders: {
      ...nobody,
      SMTP_URL: `smtp://127.0.0.1:${port}`,
      SMTP_FROM: "Faultline <faultline@example.test>",
    },
  };
}

async function hook(status = () => 200) {
  const got: { id: string; body: { type: string; data: Record<string, unknown> } }[] = [];
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const piece of request.setEncoding("utf8")) body += piece;
    const answer = status();
    if (answer < 300) got.push({ id: String(request.headers["webhook-id"]), body: JSON.parse(body) });
    response.writeHead(answer).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => new Promise<void>((resolve) => void server.close(() => resolve())));
  return { got, address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/T0/secret-path` };
}

const at = (scope: Scope, now: string): Scope => ({ ...scope, clock: () => new Date(now) });
const webhookFor = (address: string) =>
  ({ name: "Hook", channel: "webhook", address, review: true, highBlast: true }) as const;
const mailTo = (address: string) =>
  ({ name: "Mail", channel: "email", address, review: true, highBlast: true }) as const;

// testScope's clock: Monday, 1 June 2026, 12:00 UTC.
const large = { title: "Checkout <b>down</b>", startedAt: "2026-06-01T10:00:00Z", lostOrders: 120_000 };

describe("an incident that comes to have a high blast radius", () => {
  test("is told once, by mail and by webhook, whatever happens to it afterwards", async () => {
    const scope = await testScope();
    const { mails, senders } = await mailServer();
    const { got, address } = await hook();
    await addTarget(scope, mailTo("lead@example.test"));
    await addTarget(scope, webhookFor(address));
    const small = { ...large, lostOrders: 10 };
    const { incident } = await declareIncident(scope, { body: small });
    expect(await sendNotifications(scope, senders)).toBe(0);
    const key = String(incident.number);
    let { version } = await updateIncident(scope, { key, patch: { version: 1, lostOrders: 120_000 } });
    expect(await sendNotifications(scope, senders)).toBe(2);
    for (const lostOrders of [5, 130_000, 140_000])
      ({ version } = await updateIncident(scope, { key, patch: { version, lostOrders } }));
    expect(await sendNotifications(scope, senders)).toBe(0);

    expect(mails).toHaveLength(1);
    const { to, mail } = mails[0]!;
    expect(to).toEqual(["lead@example.test"]);
    expect(mail.from).toMatchObject({ name: "Faultline", address: "faultline@example.test" });
    expect(mail.subject).toBe(`INC-${key} has a high blast radius: Checkout <b>down</b>`);
    expect(mail.text).toContain(`https://faultline.example/incidents/${key}`);
    expect(mail.text).toContain("120,000 lost orders");
    expect(mail.html).toContain(`<a href="https://faultline.example/incidents/${key}">`);
    expect(mail.html).toContain("Checkout &lt;b&gt;down&lt;/b&gt;");
    expect(got).toMatchObject([
      {
        body: {
          type: "incident.high-blast",
          data: {
            url: `https://faultline.example/incidents/${key}`,
            incident: { number: incident.number, lostOrders: 120_000, startedAt: "2026-06-01T10:00:00.000Z" },
          },
        },
      },
    ]);
  });

  test("is not told when it is history, an exercise, or was deleted before it could be", async () => {
    const scope = await testScope();
    const { got, address } = await hook();
    await addTarget(scope, webhookFor(address));
    await declareIncidents(scope, {
      items: [
        { ...large, startedAt: "2026-05-20T10:00:00Z" },
        { ...large, kind: "exercise" },
      ],
    });
    expect(await sendNotifications(scope, nobody)).toBe(0);
    const { incident } = await declareIncident(scope, { body: large });
    await deleteIncident(scope, { key: String(incident.number) });
    await sendNotifications(scope, nobody);
    expect(got).toEqual([]);
    expect(await listDeliveries(scope, undefined)).toMatchObject([{ state: "failed", nextAt: null }]);
  });

  test("is not told to whoever came later, nor to whoever does not ask for it", async () => {
    const scope = await testScope();
    const { got, address } = await hook();
    await addTarget(scope, { ...webhookFor(address), highBlast: false });
    await declareIncident(scope, { body: large });
    const { target } = await addTarget(at(scope, "2026-06-01T12:00:01Z"), webhookFor(address));
    expect(await sendNotifications(scope, nobody)).toBe(0);
    await updateTarget(scope, { id: target.id, patch: { highBlast: false, version: 1 } });
    await declareIncident(at(scope, "2026-06-01T12:00:02Z"), { body: large });
    expect(await sendNotifications(scope, nobody)).toBe(0);
    expect(got).toEqual([]);
  });
});

describe("the weekly review", () => {
  const calendar = {
    zone: "America/Los_Angeles",
    weekStart: 1,
    workingHours: { days: [1, 2, 3, 4, 5], from: 9, to: 18 },
    reviewSchedule: { weekday: 3, hour: 14 },
  };

  test.each([
    // Wednesday, 3 June, 14:00 in Los Angeles is 21:00 UTC.
    ["2026-06-03T20:59:59Z", "2026-05-27T21:00:00.000Z", "2026-W21"],
    ["2026-06-03T21:00:00Z", "2026-06-03T21:00:00.000Z", "2026-W22"],
    ["2026-06-09T12:00:00Z", "2026-06-03T21:00:00.000Z", "2026-W22"],
    // After the change to winter time it is 22:00 UTC.
    ["2026-11-04T21:30:00Z", "2026-10-28T21:00:00.000Z", "2026-W43"],
    ["2026-11-04T22:00:00Z", "2026-11-04T22:00:00.000Z", "2026-W44"],
  ])("at %s was last due at %s, for %s", (now, due, week) => {
    const last = lastReview(calendar, new Date(now));
    expect([last.at.toISOString(), last.week]).toEqual([due, week]);
  });

  test("without a choice is due when the week begins, at the first working hour", () => {
    const last = lastReview(
      { ...calendar, zone: "UTC", reviewSchedule: null },
      new Date("2026-06-03T00:00:00Z"),
    );
    expect([last.at.toISOString(), last.week]).toEqual(["2026-06-01T09:00:00.000Z", "2026-W22"]);
  });

  test("is sent once for the week just ended, in the form its channel can show", async () => {
    const scope = await testScope();
    const { mails, senders } = await mailServer();
    const { got, address } = await hook();
    await updateSettings(scope, {
      version: 0,
      organisation: "Acme",
      reviewSchedule: { weekday: 1, hour: 13 },
    });
    await addTarget(scope, mailTo("lead@example.test"));
    await addTarget(scope, { ...webhookFor(address), highBlast: false });
    await declareIncident(scope, {
      body: {
        title: "A | pipe and <script>alert(1)</script>",
        startedAt: "2026-05-28T10:00:00Z",
        severity: 1,
      },
    });
    expect(await sendNotifications(at(scope, "2026-06-01T12:59:59Z"), senders)).toBe(0);
    expect(await sendNotifications(at(scope, "2026-06-01T13:00:05Z"), senders)).toBe(2);
    expect(await sendNotifications(at(scope, "2026-06-01T13:00:15Z"), senders)).toBe(0);
    expect(await sendNotifications(at(scope, "2026-06-08T12:59:00Z"), senders)).toBe(0);
    expect(await sendNotifications(at(scope, "2026-06-08T13:00:00Z"), senders)).toBe(2);

    const { mail } = mails[0]!;
    expect(mail.subject).toBe("Weekly review 2026-W22: Acme");
    expect(mail.text).toContain("# Weekly review 2026-W22: Acme");
    expect(mail.html).toContain("<h1>Weekly review 2026-W22: Acme</h1>");
    expect(mail.html).toContain("<table>");
    expect(mail.html).toContain('href="https://faultline.example/incidents/1"');
    expect(mail.html).toContain("A | pipe and &lt;script&gt;");
    expect(mail.html).not.toContain("<script>");
    expect(got.map(({ body }) => [body.type, body.data.week])).toEqual([
      ["review.weekly", "2026-W22"],
      ["review.weekly", "2026-W23"],
    ]);
  });

  test("that was due before somebody asked for it is not sent to them", async () => {
    const scope = await testScope();
    const { address, got } = await hook();
    await addTarget(scope, webhookFor(address));
    expect(await sendNotifications(scope, nobody)).toBe(0);
    expect(got).toEqual([]);
  });
});

describe("a delivery", () => {
  test("that fails is tried again after growing pauses, says why, and in the end is given up", async () => {
    const scope = await testScope();
    const { address } = await hook(() => 503);
    await addTarget(scope, { ...webhookFor(address), review: false });
    await declareIncident(scope, { body: large });
    let now = Date.parse("2026-06-01T12:00:00Z");
    const later = (ms: number) => ({ ...scope, clock: () => new Date(now + ms) });
    for (const minutes of pauseMinutes) {
      expect(await sendNotifications(later(0), nobody)).toBe(1);
      const [delivery] = await listDeliveries(scope, undefined);
      expect(delivery).toMatchObject({ state: "retrying", error: expect.stringMatching(/answered 503/) });
      expect(delivery!.error).not.toContain("secret-path");
      expect(await sendNotifications(later(minutes * 60_000 - 1), nobody)).toBe(0);
      now += minutes * 60_000;
    }
    expect(await sendNotifications(later(0), nobody)).toBe(1);
    expect(await listDeliveries(scope, undefined)).toMatchObject([
      { state: "failed", attempts: pauseMinutes.length + 1, nextAt: null },
    ]);
    expect(await sendNotifications(later(1e9), nobody)).toBe(0);
  });

  test("arrives once the receiver is back, under the same id", async () => {
    const scope = await testScope();
    let up = false;
    const { got, address } = await hook(() => (up ? 200 : 500));
    await addTarget(scope, webhookFor(address));
    await declareIncident(scope, { body: large });
    await sendNotifications(scope, nobody);
    up = true;
    await sendNotifications(at(scope, "2026-06-01T12:01:00Z"), nobody);
    const [delivery] = await listDeliveries(scope, undefined);
    expect(delivery).toMatchObject({ state: "sent", attempts: 2, error: null });
    expect(got.map(({ id }) => id)).toEqual([delivery!.id]);
  });

  test("that somebody took on and died with is taken on again after the lease", async () => {
    const scope = await testScope();
    const { got, address } = await hook();
    await addTarget(scope, webhookFor(address));
    await declareIncident(scope, { body: large });
    const { addressNotifications, claimDelivery } = await import("./write.ts");
    const { dueDeliveries } = await import("./read.ts");
    const background = { ...scope, actor: systemActor("notifications") };
    await addressNotifications(background, undefined);
    const [due] = await dueDeliveries(background, { most: 1 });
    await claimDelivery(background, { delivery: due });
    expect(await sendNotifications(scope, nobody)).toBe(0);
    const after = new Date(scope.clock().getTime() + leaseMs);
    expect(await sendNotifications({ ...scope, clock: () => after }, nobody)).toBe(1);
    expect(got).toHaveLength(1);
  });

  test("is made once by two instances that work at the same time", async () => {
    const { url, drop } = await copyOfTemplate();
    const databases = [openDatabase(url), openDatabase(url)];
    onTestFinished(async () => {
      for (const database of databases) await database.close();
      await drop();
    });
    let now = Date.parse("2026-06-01T12:00:00Z");
    const instances = databases.map((one) =>
      scopeOf(new Runtime(one), systemActor("test"), () => new Date(now)),
    );
    const { got, address } = await hook();
    await addTarget(instances[0]!, webhookFor(address));
    for (let round = 0; round < 6; round += 1) {
      now += 1000;
      await declareIncidents(instances[round % 2]!, { items: Array.from({ length: 5 }, () => large) });
      await Promise.all(instances.map((scope) => sendNotifications(scope, nobody)));
    }
    await sendNotifications(instances[0]!, nobody);
    expect(got).toHaveLength(30);
    expect(new Set(got.map(({ id }) => id)).size).toBe(30);
  });

  test("by mail says why the mail server refused it, and that none is configured", async () => {
    const scope = await testScope();
    await addTarget(scope, mailTo("gone@example.test"));
    await declareIncident(scope, { body: large });
    await sendNotifications(scope, nobody);
    expect((await listDeliveries(scope, undefined))[0]!.error).toMatch(/No mail server is configured/);
    const { senders, mails } = await mailServer((address) => address === "gone@example.test");
    await sendNotifications(at(scope, "2026-06-01T12:01:00Z"), senders);
    expect((await listDeliveries(scope, undefined))[0]!.error).toMatch(
      /refused the sender or the address \(550\)/,
    );
    await sendNotifications(at(scope, "2026-06-01T12:06:00Z"), {
      ...senders,
      SMTP_URL: "smtp://127.0.0.1:9",
    });
    expect((await listDeliveries(scope, undefined))[0]!.error).toMatch(/127.0.0.1:9 cannot be reached/);
    expect(mails).toEqual([]);
  });

  test("is forgotten a while after it ended, the failed later than the sent, and the last of a target never", async () => {
    const scope = await testScope();
    await tidyNotifications(scope);
    let up = true;
    const { address } = await hook(() => (up ? 200 : 500));
    await addTarget(scope, { ...webhookFor(address), review: false });
    const begin = Date.parse("2026-06-01T12:00:00Z");
    const onDay = (day: number) => ({ ...scope, clock: () => new Date(begin + day * 86_400_000) });
    const declareOn = (day: number) =>
      declareIncident(onDay(day), { body: { ...large, startedAt: onDay(day).clock().toISOString() } });
    const states = async () => (await listDeliveries(scope, undefined)).map(({ state }) => state);

    await declareOn(0);
    await sendNotifications(onDay(0), nobody);
    up = false;
    const { incident } = await declareOn(1);
    await deleteIncident(onDay(1), { key: String(incident.number) });
    await sendNotifications(onDay(1), nobody);
    await declareOn(2);
    await sendNotifications(onDay(2), nobody);
    expect(await states()).toEqual(["retrying", "failed", "sent"]);

    await tidyNotifications(onDay(daysKept.sent));
    expect(await states()).toEqual(["retrying", "failed", "sent"]);
    await tidyNotifications(onDay(daysKept.sent + 0.5));
    expect(await states()).toEqual(["retrying", "failed"]);
    await tidyNotifications(onDay(daysKept.failed + 1));
    expect(await states()).toEqual(["retrying", "failed"]);
    await tidyNotifications(onDay(daysKept.failed + 1.5));
    expect(await states()).toEqual(["retrying"]);

    up = true;
    await sendNotifications(onDay(200), nobody);
    await tidyNotifications(onDay(400));
    expect(await states()).toEqual(["sent"]);
    expect(await listTargets(scope, undefined)).toMatchObject([{ last: { state: "sent" } }]);
  });

  test("goes with its target", async () => {
    const scope = await testScope();
    const { address } = await hook(() => 500);
    const { target } = await addTarget(scope, webhookFor(address));
    await declareIncident(scope, { body: large });
    await sendNotifications(scope, nobody);
    await removeTarget(scope, { id: target.id });
    expect(await listDeliveries(scope, undefined)).toEqual([]);
    expect(await sendNotifications(at(scope, "2026-06-02T12:00:00Z"), nobody)).toBe(0);
  });
});

describe("a target", () => {
  test("shows its secret and the rest of its address to nobody afterwards, and the audit trail holds neither", async () => {
    const scope = await testScope();
    const { address } = await hook();
    const { target, secret } = await addTarget(scope, webhookFor(address));
    expect(secret).toMatch(/^whsec_/);
    await declareIncident(scope, { body: large });
    await sendNotifications(scope, nobody);
    await updateTarget(scope, { id: target.id, patch: { name: "Another", version: 1 } });
    await removeTarget(scope, { id: target.id });
    const { items } = await listAudit(scope, { limit: 100 });
    expect(items.map(({ action }) => action)).toEqual([
      "notification-target.remove",
      "notification-target.update",
      "notification.send",
      "incident.declare",
      "notification-target.add",
    ]);
    const shown = JSON.stringify([target, items]);
    expect(shown).not.toContain("secret-path");
    expect(shown).not.toContain(secret!);
  });

  test("is only for administrators", async () => {
    const scope = await testScope();
    for (const role of ["viewer", "responder"] as const) {
      await expect(addTarget(as(scope, role), mailTo("a@example.test"))).rejects.toMatchObject({
        code: "forbidden",
      });
      await expect(listTargets(as(scope, role), undefined)).rejects.toMatchObject({ code: "forbidden" });
    }
  });

  test.each([
    "ftp://hooks.example/",
    "file:///etc/passwd",
    "javascript:alert(1)",
    "hooks.example",
    "https://me:pw@hooks.example/",
  ])("at %s is refused in words", async (address) => {
    const scope = await testScope();
    await expect(addTarget(scope, webhookFor(address))).rejects.toMatchObject({ code: "invalid" });
  });
});

test("what people wrote cannot become markup of a mail", () => {
  const html = htmlOf(
    "<img src=x onerror=alert(1)> [a](javascript:alert(1)) <script>x</script>\n\n- [ ] todo",
  );
  expect(html).not.toMatch(/<script|<img|href="javascript:/);
  expect(html).toContain("&lt;img");
});
