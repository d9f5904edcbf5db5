import autocannon from "autocannon";

export interface Load {
  perSecond: number;
  p50: number;
  p95: number;
  /** Requests answered with anything but success, or not at all. */
  refused: number;
}

/** So many connections ask the same thing again and again, for so long; a body may differ from request to request. */
export async function load(
  server: { url: string; headers: Record<string, string> },
  asked: { path: string; body?: (request: number) => unknown; connections: number; seconds: number },
): Promise<Load> {
  const { path, body, connections, seconds } = asked;
  const times: number[] = [];
  let sent = 0;
  const posting: Partial<autocannon.Options> = {
    method: "POST",
    headers: { ...server.headers, "content-type": "application/json" },
    requests: [
      {
        setupRequest(request) {
          sent += 1;
          return { ...request, body: JSON.stringify(body!(sent)) };
        },
      },
    ],
  };
  const result = await new Promise<autocannon.Result>((resolve, reject) => {
    const options: autocannon.Options = {
      url: server.url + path,
      connections,
      duration: seconds,
      headers: server.headers,
      ...(body === undefined ? {} : posting),
    };
    const running = autocannon(options, (error: unknown, found) => (error ? reject(error) : resolve(found)));
    running.on("response", (_client, _status, _bytes, responseTime) => times.push(responseTime));
  });
  times.sort((a, b) => a - b);
  const at = (share: number) =>
    times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? Number.NaN;
  return {
    perSecond: result["2xx"] / result.duration,
    p50: at(0.5),
    p95: at(0.95),
    refused: result.non2xx + result.errors + result.timeouts,
  };
}
