import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { clientAddress, isLocal, noteAddresses } from "./address.ts";

test("an address is believed as far as the proxies are trusted", () => {
  const headers = new Headers({ "x-forwarded-for": "6.6.6.6, 203.0.113.9, 10.0.0.1" });
  expect(clientAddress(headers, 0)).toBe("10.0.0.1");
  expect(clientAddress(headers, 1)).toBe("203.0.113.9");
  expect(clientAddress(headers, 7)).toBeNull();
  expect(clientAddress(new Headers(), 0)).toBeNull();
});

test("a sender cannot claim another address, nor to be this machine through a proxy on it", async () => {
  noteAddresses();
  const seen: Headers[] = [];
  const server = createServer((request, response) => {
    seen.push(new Headers(request.headers as Record<string, string>));
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  await fetch(url);
  await fetch(url, { headers: { "x-forwarded-for": "203.0.113.9" } });
  await new Promise((resolve) => server.close(resolve));
  expect(seen.map((headers) => clientAddress(headers, 0))).toEqual(["127.0.0.1", "127.0.0.1"]);
  expect(seen.map(isLocal)).toEqual([true, false]);
});
