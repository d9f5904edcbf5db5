import { createHmac } from "node:crypto";
import { createServer, type IncomingMessage, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, onTestFinished, test } from "vitest";
import type { Message } from "./message.ts";
import { postWebhook } from "./webhook.ts";

interface Got {
  headers: IncomingMessage["headers"];
  body: string;
}

const secret = `whsec_${Buffer.from("a secret that only two know").toString("base64")}`;
const message: Message = {
  title: "A test",
  markdown: "# A test",
  url: "http://faultline.test",
  type: "test",
  data: { text: "naïve “test” ☃" },
};

async function receiver(
  answer: RequestListener = (_, response) => response.end("ok"),
  host = "127.0.0.1",
): Promise<{ port: number; got: Got[]; server: Server }> {
  const got: Got[] = [];
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const piece of request.setEncoding("utf8")) body += piece;
    got.push({ headers: request.headers, body });
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return { port: (server.address() as AddressInfo).port, got, server };
}

const send = (address: string, allowed: string[] = [], patienceMs = 5000) =>
  postWebhook(
    { WEBHOOK_PRIVATE_HOSTS: allowed },
    { id: "ntd_1", address, secret, message, now: new Date("2026-06-01T12:00:00Z"), patienceMs },
  );

describe("a webhook", () => {
  test("is posted with a signature that its receiver can check", async () => {
    const { port, got } = await receiver();
    expect(await send(`http://127.0.0.1:${port}/hook?room=1`, ["127.0.0.1"])).toBeNull();
    const { headers, body } = got[0]!;
    expect(JSON.parse(body)).toEqual({
      type: "test",
      timestamp: "2026-06-01T12:00:00.000Z",
      data: { text: "naïve “test” ☃" },
    });
    expect(headers).toMatchObject({ "content-type": "application/json", "webhook-id": "ntd_1" });
    const signed = `ntd_1.${headers["webhook-timestamp"]}.${body}`;
    const expected = createHmac("sha256", "a secret that only two know").update(signed).digest("base64");
    expect(headers["webhook-signature"]).toBe(`v1,${expected}`);
  });

  test("does not follow where a receiver points, and says so", async () => {
    const inner = await receiver();
    const { port } = await receiver((_, response) => {
      response.writeHead(307, { location: `http://127.0.0.1:${inner.port}/` }).end();
    });
    expect(await send(`http://127.0.0.1:${port}/`, ["127.0.0.1"])).toMatch(/answered 307.*not followed/);
    expect(inner.got).toEqual([]);
  });

  test("tells what its receiver answered, and does not wait for an answer without end", async () => {
    const { port } = await receiver((request, response) => {
      if (request.url === "/gone") return response.writeHead(410).end();
      response.writeHead(200);
      const pour = setInterval(() => response.write("x".repeat(65_536)), 5);
      response.on("close", () => clearInterval(pour));
    });
    expect(await send(`http://127.0.0.1:${port}/gone`, ["127.0.0.1"])).toBe(
      `127.0.0.1:${port} answered 410.`,
    );
    expect(await send(`http://127.0.0.1:${port}/endless`, ["127.0.0.1"])).toBeNull();
  });

  test("gives up on a receiver that never answers", async () => {
    const { port } = await receiver(() => {});
    expect(await send(`http://127.0.0.1:${port}/`, ["127.0.0.1"], 200)).toMatch(/did not answer in time/);
  });

  test("says in words that nobody listens, or that a name leads nowhere", async () => {
    expect(await send("http://127.0.0.1:9/", ["127.0.0.1"])).toBe("127.0.0.1:9 refused the connection.");
    expect(await send("http://no-such-host.invalid/")).toMatch(/leads to no address/);
  });
});

describe("an address within a private network", () => {
  const forms = (port: number) => [
    `http://127.0.0.1:${port}/`,
    `http://127.1:${port}/`,
    `http://2130706433:${port}/`,
    `http://0x7f000001:${port}/`,
    `http://0177.0.0.1:${port}/`,
    `http://0.0.0.0:${port}/`,
    `http://[::]:${port}/`,
    `http://[::1]:${port}/`,
    `http://[::ffff:127.0.0.1]:${port}/`,
    `http://[::ffff:7f00:1]:${port}/`,
    `http://[64:ff9b::7f00:1]:${port}/`,
    `http://localhost:${port}/`,
    `http://LOCALHOST:${port}/`,
    `https://127.0.0.1:${port}/`,
    `https://localhost:${port}/`,
    "http://10.0.0.1/",
    "http://172.16.0.1/",
    "http://192.168.1.1/",
    "http://169.254.169.254/latest/meta-data",
    "http://100.64.0.1/",
    "http://[fe80::1]/",
    "http://[fd00::1]/",
    "http://[::ffff:10.0.0.1]/",
  ];

  test("is refused however it is written, and nothing reaches it", async () => {
    const { port, got } = await receiver(undefined, "::");
    for (const address of forms(port)) {
      expect([address, await send(address)]).toEqual([address, expect.stringMatching(/private network/)]);
    }
    expect(got).toEqual([]);
  });

  test("is reached where the operator named it, and only that one", async () => {
    const { port, got } = await receiver();
    expect(await send(`http://localhost:${port}/`, ["localhost"])).toBeNull();
    expect(got).toHaveLength(1);
    expect(await send(`http://127.0.0.1:${port}/`, ["localhost"])).toMatch(/private network/);
    expect(got).toHaveLength(1);
  });
});
