import { dirname, join, normalize } from "node:path";
import { type Node, type Program, parseSync, Visitor } from "oxc-parser";

/** What a source file takes from others, read by a parser: no import can hide in a comment, a template or a cast. */
export interface Source {
  file: string;
  imports: readonly Import[];
  /** What cannot be followed to a file, and is refused for that. */
  obscure: readonly string[];
  side: "client" | "action" | null;
  /** Reaches for what all copies of a module share. */
  isGlobal: boolean;
}

export interface Import {
  /** A path from the root, a package, or `node:…`. */
  to: string;
  /** Gone before anything runs. */
  type: boolean;
  /** Exported again under whatever name. */
  again: boolean;
}

export function readSource(file: string, text: string): Source {
  const { program, errors } = parseSync(file, text);
  const found = new Found(file);
  for (const error of errors) found.obscure.push(`is not understood: ${error.message}`);
  readStatements(program, found);
  // To walk through every expression takes a third of the time, and few files have one of these.
  if (
    /\bimport\s*[(/.]|require|URL|globalThis|use server|getBuiltinModule|\beval\b|\bFunction\b|\\u/.test(text)
  )
    readExpressions(program, found);
  return {
    file,
    imports: found.imports,
    obscure: found.obscure,
    side: sideOf(program),
    isGlobal: found.isGlobal,
  };
}

class Found {
  readonly imports: Import[] = [];
  readonly obscure: string[] = [];
  isGlobal = false;
  private readonly file: string;

  constructor(file: string) {
    this.file = file;
  }

  add(specifier: string, kind: { type?: boolean; again?: boolean } = {}): Import {
    const one = { to: resolve(this.file, specifier), type: false, again: false, ...kind };
    this.imports.push(one);
    return one;
  }

  addLoader(name: string): void {
    if (loaders.has(name)) this.obscure.push(`names ${name}, with which anything could be loaded`);
  }

  /** An expression that names a module is followed if it is one text. */
  addFrom(source: Node | undefined, what: string, kind?: { type: boolean }): void {
    const text = source === undefined ? null : textOf(source);
    if (text === null) this.obscure.push(`${what} of something computed, which nobody can follow`);
    else this.add(text, kind);
  }
}

function resolve(file: string, specifier: string): string {
  if (specifier.startsWith("#")) return normalize(specifier.slice(1));
  return /^\.{0,2}\//.test(specifier) ? normalize(join(dirname(file), specifier)) : specifier;
}

function textOf(node: Node): string | null {
  if (node.type === "Literal" && typeof node.value === "string") return node.value;
  if (node.type === "TemplateLiteral" && node.expressions.length === 0) return node.quasis[0]!.value.cooked;
  return null;
}

function readStatements(program: Program, found: Found): void {
  const local = new Map<string, Import>();
  const again = (name: string) => {
    const one = local.get(name);
    if (one !== undefined) one.again = true;
  };
  for (const node of program.body) {
    if (node.type === "ImportDeclaration") {
      const whole = node.importKind === "type";
      const isType = (one: (typeof node.specifiers)[number]) =>
        whole || (one.type === "ImportSpecifier" && one.importKind === "type");
      if (node.specifiers.length === 0) found.add(node.source.value, { type: whole });
      // One for each name, since some may be types, and some exported again.
      for (const one of node.specifiers)
        local.set(one.local.name, found.add(node.source.value, { type: isType(one) }));
    }
    if (node.type === "ExportAllDeclaration")
      found.add(node.source.value, { type: node.exportKind === "type", again: true });
    if (node.type === "ExportNamedDeclaration" && node.source !== null) {
      const type =
        node.exportKind === "type" ||
        (node.specifiers.length > 0 && node.specifiers.every((one) => one.exportKind === "type"));
      found.add(node.source.value, { type, again: true });
    }
  }
  for (const node of program.body) {
    if (node.type === "ExportDefaultDeclaration" && node.declaration.type === "Identifier")
      again(node.declaration.name);
    if (node.type !== "ExportNamedDeclaration") continue;
    for (const one of node.specifiers) if (one.local.type === "Identifier") again(one.local.name);
    if (node.declaration?.type === "VariableDeclaration")
      for (const { init } of node.declaration.declarations) if (init?.type === "Identifier") again(init.name);
  }
}

function readExpressions(program: Program, found: Found): void {
  const calls = new Set<Node>();
  new Visitor({
    ImportExpression(node) {
      found.addFrom(node.source, "makes an import()");
    },
    TSImportType(node) {
      found.addFrom(node.source, "makes an import() type", { type: true });
    },
    TSExternalModuleReference(node) {
      found.addFrom(node.expression, "makes a require()");
    },
    CallExpression(node) {
      if (node.callee.type !== "Identifier" || node.callee.name !== "require") return;
      calls.add(node.callee);
      found.addFrom(node.arguments[0], "makes a require()");
    },
    // A file that runs in a thread of its own is named this way.
    NewExpression(node) {
      const [path, base] = node.arguments;
      if (node.callee.type !== "Identifier" || node.callee.name !== "URL" || base === undefined) return;
      const text = path === undefined ? null : textOf(path);
      if (text !== null && /\.[cm]?[jt]sx?$/.test(text) && base.type === "MemberExpression") found.add(text);
    },
    Identifier(node) {
      if (!calls.has(node)) found.addLoader(node.name);
      if (node.name === "globalThis") found.isGlobal = true;
    },
    MemberExpression(node) {
      if (node.computed && node.property.type === "Literal") found.addLoader(String(node.property.value));
    },
    // One inside of a function makes that function an address of its own.
    ExpressionStatement(node) {
      if (node.directive === "use server" && !program.body.includes(node))
        found.obscure.push("answers the network from inside a function");
    },
  }).visit(program);
}

const loaders: ReadonlySet<string> = new Set([
  "require",
  "createRequire",
  "getBuiltinModule",
  "eval",
  "Function",
]);

function sideOf(program: Program): Source["side"] {
  for (const node of program.body) {
    if (node.type !== "ExpressionStatement" || node.directive === undefined) return null;
    if (node.directive === "use client") return "client";
    if (node.directive === "use server") return "action";
  }
  return null;
}
