import sax from "sax";
import { isAppError } from "#lib/errors.ts";
import { refuse } from "../refuse.ts";

/** A part of a workbook as it comes, with bounds on what XML can blow up: entities, depth, attributes. */

export type XmlReader = {
  open: (name: string, attributes: Record<string, string>) => void;
  close?: (name: string) => void;
  text?: (text: string) => void;
  /** Once true, the rest is not read. */
  done?: () => boolean;
};

const mostDepth = 60;
const mostAttributes = 60;

/** Yields after each piece of the part. */
export async function* readXml(part: AsyncIterable<Uint8Array>, reader: XmlReader): AsyncGenerator<void> {
  const parser = sax.parser(true, { strictEntities: true } as sax.SAXOptions);
  let depth = 0;
  let attributes = 0;
  parser.ondoctype = () => {
    throw refuse("The workbook declares entities, as only harmful files do. Save it anew in a spreadsheet.");
  };
  parser.onerror = (error) => {
    throw isAppError(error)
      ? error
      : refuse(`The workbook is damaged (${error.message.split("\n")[0]}). Save it anew in a spreadsheet.`);
  };
  parser.onattribute = () => {
    attributes++;
    if (attributes > mostAttributes)
      throw refuse("The workbook is made in a way that no spreadsheet makes one.");
  };
  parser.onopentag = ({ name, attributes: given }) => {
    attributes = 0;
    depth++;
    if (depth > mostDepth) throw refuse("The workbook is made in a way that no spreadsheet makes one.");
    reader.open(localName(name), given as Record<string, string>);
  };
  parser.onclosetag = (name) => {
    depth--;
    reader.close?.(localName(name));
  };
  parser.ontext = (text) => reader.text?.(text);
  parser.oncdata = (text) => reader.text?.(text);
  let decoder: TextDecoder | null = null;
  for await (const bytes of part) {
    decoder ??= new TextDecoder(encodingOf(bytes));
    parser.write(decoder.decode(bytes, { stream: true }));
    yield;
    if (reader.done?.()) return;
  }
  parser.close();
}

export async function readAllXml(part: AsyncIterable<Uint8Array>, reader: XmlReader): Promise<void> {
  for await (const _ of readXml(part, reader));
}

function encodingOf(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  return bytes[0] === 0xfe && bytes[1] === 0xff ? "utf-16be" : "utf-8";
}

function localName(name: string): string {
  const colon = name.indexOf(":");
  return colon === -1 ? name : name.slice(colon + 1);
}

/** An attribute whatever its prefix. */
export function attribute(attributes: Record<string, string>, wanted: string): string | undefined {
  const plain = attributes[wanted];
  if (plain !== undefined) return plain;
  const name = Object.keys(attributes).find((one) => one.endsWith(`:${wanted}`));
  return name === undefined ? undefined : attributes[name];
}

/** Characters that XML cannot hold are written `_x000D_`. */
export function unescaped(text: string): string {
  if (!text.includes("_x")) return text;
  return text.replace(/_x([0-9a-f]{4})_/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
}
