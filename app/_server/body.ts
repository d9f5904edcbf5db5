import { pipeline, Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { AppError, isAppError } from "#lib/errors.ts";

/** The bytes of a body as they were before they were packed; a body that breaks its word breaks off. */
export function bodyOf(request: Request): AsyncIterable<Uint8Array> {
  const sent = (request.body ?? []) as unknown as AsyncIterable<Uint8Array>;
  const encoding = (request.headers.get("content-encoding") ?? "").trim().toLowerCase();
  if (encoding === "" || encoding === "identity") return sent;
  if (encoding === "gzip" || encoding === "x-gzip") return unpacked(sent);
  throw new AppError("unsupported", `The content encoding is ${encoding}; send gzip, or the body as it is.`);
}

async function* unpacked(sent: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* pipeline(Readable.from(sent, { objectMode: false }), createGunzip(), () => {});
  } catch (error) {
    if (!(error as NodeJS.ErrnoException).code?.startsWith("Z_")) throw error;
    throw new AppError("unreadable", "The body is not what its content encoding says, gzip.", {
      cause: error,
    });
  }
}

/** Reads a body up to a limit, and stops there: the rest of a large one is neither taken in nor unpacked. */
async function* piecesOf(request: Request, limitBytes: number): AsyncGenerator<Uint8Array> {
  const refuse = () => {
    throw new AppError(
      "too-large",
      `The body is larger than ${Math.floor(limitBytes / 1_048_576)} MiB. Send less at a time.`,
    );
  };
  if (Number(request.headers.get("content-length") ?? 0) > limitBytes) refuse();
  let bytes = 0;
  for await (const chunk of bodyOf(request)) {
    bytes += chunk.byteLength;
    if (bytes > limitBytes) refuse();
    yield chunk;
  }
}

export async function readText(request: Request, limitBytes: number): Promise<string> {
  return textOf(piecesOf(request, limitBytes));
}

/** The bytes as they came, for what is signed. */
export async function readBytes(request: Request, limitBytes: number): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  for await (const piece of piecesOf(request, limitBytes)) pieces.push(piece);
  return Buffer.concat(pieces);
}

export async function textOf(pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<string> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let text = "";
  try {
    for await (const piece of pieces) text += decoder.decode(piece, { stream: true });
    return text + decoder.decode();
  } catch (error) {
    if (isAppError(error)) throw error;
    throw new AppError("unreadable", "The body is not text in UTF-8.", { cause: error });
  }
}

export async function readJson(request: Request, limitBytes: number): Promise<unknown> {
  requireType(request, ["application/json"]);
  return parseJson(await readText(request, limitBytes));
}

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    // The engine quotes what it read, which may be a secret.
    const where = (error as Error).message.replace(/, [^,]*"[\s\S]*is not valid JSON$/, "");
    throw new AppError("unreadable", `The body is not JSON: ${where}.`);
  }
}

export function contentType(request: Request): string {
  return (request.headers.get("content-type") ?? "").split(";")[0]!.trim().toLowerCase();
}

export function requireType(request: Request, types: readonly string[]): void {
  const type = contentType(request);
  if (types.includes(type) || (type === "" && types.includes("application/json"))) return;
  throw new AppError("unsupported", `The content type is ${type}; send ${types.join(" or ")}.`);
}
