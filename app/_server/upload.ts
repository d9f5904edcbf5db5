import { Readable } from "node:stream";
import busboy, { type BusboyHeaders } from "@fastify/busboy";
import { AppError, invalid } from "#lib/errors.ts";
import type { UploadedFile } from "#lib/imports/operations.ts";
import { bodyOf, contentType } from "./body.ts";

/**
 * The file of a form as it comes in, or of a body that is the file itself. What stands beside it in the form is whole
 * once the file was read to its end.
 */
export async function readUpload(request: Request, query: Record<string, string>): Promise<UploadedFile> {
  if (request.body === null) throw noFile();
  const body = Readable.from(bodyOf(request), { objectMode: false });
  const type = contentType(request);
  if (type === "multipart/form-data") return fileOfForm(request, { body, query });
  if (fileTypes.has(type)) {
    const { fileName = "import", ...fields } = query;
    return { fileName, bytes: body, fields };
  }
  throw new AppError(
    "unsupported",
    `The content type is ${type || "not named"}; send multipart/form-data with a file, or the file itself as text/csv or application/octet-stream.`,
  );
}

/** What a file may be sent as; what it is, its bytes say. */
const fileTypes = new Set([
  "text/csv",
  "application/octet-stream",
  "application/x-ndjson",
  "application/ndjson",
  "application/jsonl",
  "application/gzip",
  "application/x-gzip",
  "application/zip",
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
]);

const limits = { files: 1, fields: 20, fieldSize: 100_000, headerPairs: 100 };

function fileOfForm(
  request: Request,
  { body, query }: { body: Readable; query: Record<string, string> },
): Promise<UploadedFile> {
  const fields = { ...query };
  return new Promise((resolve, reject) => {
    const form = formReader(request);
    let file: Readable | null = null;
    const breakOff = (error: unknown) => {
      const words = `The form cannot be read: ${(error as Error).message}.`;
      reject(new AppError("unreadable", words, { cause: error }));
      file?.destroy(error as Error);
    };
    form.on("field", (name, value) => {
      if (!Object.hasOwn(fields, name)) fields[name] = value;
    });
    form.on("file", (name, bytes, fileName) => {
      if (name !== "file") {
        bytes.resume();
        reject(invalid([{ path: name, message: "is not a known field; the file is called file" }]));
        return;
      }
      file = bytes;
      // Whoever reads it is told; without a listener of its own an error would end the process.
      bytes.on("error", () => {});
      resolve({ fileName: fileName ?? "import", bytes: whole(bytes, form), fields });
    });
    // Where no file came; the promise is settled already where one did.
    form.on("finish", () => reject(noFile()));
    form.on("error", breakOff);
    body.on("error", breakOff);
    body.on("close", () => {
      if (!body.readableEnded) breakOff(new Error("it broke off"));
    });
    body.pipe(form);
  });
}

type Form = ReturnType<typeof busboy>;

function formReader(request: Request): Form {
  try {
    const headers = Object.fromEntries(request.headers) as unknown as BusboyHeaders;
    return busboy({ headers, limits });
  } catch (error) {
    throw new AppError("unreadable", `The form cannot be read: ${(error as Error).message}.`, {
      cause: error,
    });
  }
}

/** The fields after the file are in when the form is through; a form that breaks off breaks its file off. */
async function* whole(file: Readable, form: Form): AsyncGenerator<Uint8Array> {
  const through = new Promise<void>((resolve) => form.once("finish", resolve));
  try {
    yield* file as AsyncIterable<Uint8Array>;
    await through;
  } catch (error) {
    throw new AppError("unreadable", "The file broke off before its end. Send it again.", { cause: error });
  }
}

function noFile(): AppError {
  return invalid([{ path: "file", message: "is missing: send the file under this name" }]);
}
