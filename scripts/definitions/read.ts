import { readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { type Comment, type Expression, type Node, type Program, parseSync } from "oxc-parser";

/** Docstrings and the shapes of answers, read from the source without running it. */

/** A docstring: its prose, and what follows the labels that begin a line or sentence of it. */
export interface Doc {
  text: string;
  labels: Partial<Record<Label, string>>;
}

export const docLabels = ["Unit", "Uncertainty", "Declines", "Source"] as const;
type Label = (typeof docLabels)[number];

/** A member of an answer: its name, what is said of it, and what it is made of. */
export interface Member {
  name: string;
  doc: Doc | null;
  form: Form;
}

/** `words` tell the form of a plain value; `shape` names one that is declared elsewhere. */
export interface Shape {
  kind: "shape";
  name: string;
  from: string;
}
export type Form =
  | { kind: "plain"; words: string }
  | Shape
  | { kind: "list" | "nullable" | "optional"; of: Form }
  | { kind: "either"; of: Form[] }
  | { kind: "record"; members: Member[] };

interface Declared {
  doc: Doc | null;
  /** The value of a constant; null for functions and types. */
  value: Expression | null;
  isFunction: boolean;
  isExported: boolean;
}

interface Imported {
  file: string;
  /** What it is called there. */
  name: string;
}

export interface Source {
  file: string;
  /** What the file says of itself: a docstring with a blank line after it. */
  doc: Doc | null;
  declared: Map<string, Declared>;
  /** Where names come from that are not declared here. */
  imported: Map<string, Imported>;
  membersOf(object: Expression): Member[];
  formOf(value: Expression): Form;
}

const known = new Map<string, Source>();

export function readSource(file: string): Source {
  let source = known.get(file);
  if (source === undefined) {
    source = parse(file, readFileSync(file, "utf8"));
    known.set(file, source);
  }
  return source;
}

/** Only the source text is looked at: tests give it without a file. */
export function parse(file: string, text: string): Source {
  const { program, comments, errors } = parseSync(file, text);
  if (errors.length > 0) throw new Error(`${file}: ${errors[0]!.message}`);
  const docs = comments.filter(({ type, value }) => type === "Block" && value.startsWith("*"));
  const docBefore = (node: { start: number }): Doc | null => {
    const comment = docs.findLast(({ end }) => end <= node.start);
    return comment !== undefined && /^[ \t]*\n[ \t]*$|^[ \t]*$/.test(text.slice(comment.end, node.start))
      ? docOf(comment.value)
      : null;
  };
  const imported = importsOf(file, program);
  const source: Source = {
    file,
    doc: ownDoc(docs, program, text),
    declared: declarationsOf(program, docBefore),
    imported,
    membersOf: (object) => membersOf(object, { source: () => source, docBefore }),
    formOf: (value) => formOf(value, { source: () => source, docBefore }),
  };
  return source;
}

function ownDoc(docs: readonly Comment[], program: Program, text: string): Doc | null {
  const first = program.body.find(({ type }) => type !== "ImportDeclaration");
  const lastImport = program.body.findLast(({ type }) => type === "ImportDeclaration");
  const comment = docs.find(({ start }) => start >= (lastImport?.end ?? 0));
  if (comment === undefined || first === undefined || comment.start > first.start) return null;
  return /^[ \t]*\n[ \t]*\n/.test(text.slice(comment.end)) ? docOf(comment.value) : null;
}

function importsOf(file: string, program: Program): Map<string, Imported> {
  const imported = new Map<string, Imported>();
  for (const statement of program.body) {
    if (statement.type !== "ImportDeclaration") continue;
    const from = statement.source.value;
    const path = from.startsWith("#") ? from.slice(1) : normalize(join(dirname(file), from));
    for (const specifier of statement.specifiers) {
      const name = specifier.type === "ImportSpecifier" ? nameOf(specifier.imported) : undefined;
      if (name !== undefined) imported.set(specifier.local.name, { file: path, name });
    }
  }
  return imported;
}

function declarationsOf(
  program: Program,
  docBefore: (node: { start: number }) => Doc | null,
): Map<string, Declared> {
  const declared = new Map<string, Declared>();
  for (const statement of program.body) {
    const isExported = statement.type === "ExportNamedDeclaration";
    const inner = isExported ? statement.declaration : statement;
    const doc = docBefore(statement);
    if (inner?.type === "FunctionDeclaration" && inner.id !== null)
      declared.set(inner.id.name, { doc, value: null, isFunction: true, isExported });
    if (inner?.type !== "VariableDeclaration") continue;
    for (const { id, init } of inner.declarations) {
      if (id.type === "Identifier")
        declared.set(id.name, { doc, value: init, isFunction: false, isExported });
    }
  }
  return declared;
}

/** Unwraps the lines of a comment: sentences flow, lists and labels keep a line each. */
export function docOf(comment: string): Doc {
  const lines = comment
    .slice(1)
    .split("\n")
    .map((line) => line.replace(/^\s*\*? ?/, "").trimEnd());
  const doc: Doc = { text: "", labels: {} };
  let label: Label | null = null;
  const add = (line: string, joint: string) => {
    if (label === null) doc.text += (doc.text === "" ? "" : joint) + line;
    else doc.labels[label] = [doc.labels[label], line].filter(Boolean).join(" ");
  };
  for (const line of lines) {
    if (line.trim() === "") {
      if (doc.text !== "") doc.text += "\n";
      continue;
    }
    if (/^\s*- /.test(line)) add(line.trim(), "\n");
    else {
      const pieces = line.trim().split(new RegExp(`(?:^|(?<=[.;] ))(${docLabels.join("|")})s?: `));
      if (pieces[0] !== "") add(pieces[0]!.trim(), doc.text.endsWith("\n") ? "\n" : " ");
      for (let i = 1; i < pieces.length; i += 2) {
        label = pieces[i] as Label;
        add(pieces[i + 1]!.trim(), " ");
      }
    }
  }
  doc.text = doc.text.trim();
  return doc;
}

interface Context {
  source: () => Source;
  docBefore(node: { start: number }): Doc | null;
}

function membersOf(object: Expression, context: Context): Member[] {
  if (object.type === "TSAsExpression") return membersOf(object.expression, context);
  if (object.type === "Identifier") {
    const { source, value } = lookUp(object.name, context.source());
    return value === null ? [] : source.membersOf(value);
  }
  if (object.type === "MemberExpression" && nameOf(object.property) === "shape") {
    return membersOf(object.object as Expression, context);
  }
  if (object.type === "CallExpression") {
    const record = formOf(object, context);
    return record.kind === "record" ? record.members : [];
  }
  if (object.type !== "ObjectExpression") return [];
  return object.properties.flatMap((property): Member[] => {
    if (property.type === "SpreadElement") return membersOf(property.argument, context);
    const name = nameOf(property.key);
    if (name === undefined) throw new Error(`${context.source().file}: a member without a plain name`);
    return [{ name, doc: context.docBefore(property), form: formOf(property.value as Expression, context) }];
  });
}

/** Each member of an object of schemas, with what its `describe` says. */
export function descriptionsOf(object: Expression): { name: string; description: string | null }[] {
  if (object.type !== "ObjectExpression") return [];
  return object.properties.flatMap((property) =>
    property.type === "Property"
      ? [{ name: nameOf(property.key) ?? "", description: described(property.value as Expression) }]
      : [],
  );
}

function described(value: Expression): string | null {
  if (value.type !== "CallExpression" || value.callee.type !== "MemberExpression") return null;
  const [argument] = value.arguments;
  if (nameOf(value.callee.property) === "describe" && argument?.type === "Literal")
    return String(argument.value);
  return described(value.callee.object as Expression);
}

/** The name that an identifier or a string says. */
function nameOf(node: Node): string | undefined {
  if (node.type === "Identifier") return node.name;
  return node.type === "Literal" ? String(node.value) : undefined;
}

function lookUp(name: string, source: Source): { source: Source; value: Expression | null } {
  const own = source.declared.get(name);
  if (own !== undefined) return { source, value: own.value };
  const from = source.imported.get(name);
  if (from === undefined || !from.file.endsWith(".ts")) return { source, value: null };
  const other = readSource(from.file);
  return { source: other, value: other.declared.get(from.name)?.value ?? null };
}

const plainWords: Record<string, string> = {
  int: "whole number",
  number: "number",
  string: "text",
  boolean: "yes or no",
  enum: "one of a closed list",
  literal: "fixed word",
};

function formOf(node: Expression, context: Context): Form {
  if (node.type === "Identifier") return shapeNamed(node.name, context.source());
  if (node.type === "MemberExpression") return { kind: "plain", words: "as recorded" };
  if (node.type !== "CallExpression" || node.callee.type !== "MemberExpression")
    return { kind: "plain", words: "value" };
  const { object, property } = node.callee;
  const method = nameOf(property);
  const argument = node.arguments[0] as Expression | undefined;
  if (object.type === "Identifier" && object.name === "z") {
    if (method === "array") return { kind: "list", of: formOf(argument!, context) };
    if (method === "object" || method === "strictObject")
      return { kind: "record", members: membersOf(argument!, context) };
    if (method === "union" && argument?.type === "ArrayExpression")
      return { kind: "either", of: argument.elements.map((one) => formOf(one as Expression, context)) };
    return { kind: "plain", words: plainWords[method ?? ""] ?? "value" };
  }
  const inner = formOf(object as Expression, context);
  if (method === "nullable" || method === "optional") return { kind: method, of: inner };
  if (method === "extend" && argument !== undefined) {
    const base = membersOf(object as Expression, context);
    return { kind: "record", members: [...base, ...membersOf(argument, context)] };
  }
  return inner;
}

function shapeNamed(name: string, source: Source): Shape {
  const imported = source.declared.has(name) ? undefined : source.imported.get(name);
  return { kind: "shape", name: imported?.name ?? name, from: imported?.file ?? source.file };
}
