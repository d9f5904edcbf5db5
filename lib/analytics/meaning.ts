import { z } from "zod";

/**
 * What the members of an answer mean. Each says it in the metadata of its own shape: what it counts, over what, its
 * unit, how sure it is, when there is none, and where its method comes from. Pages, the REST document and the
 * definitions read it there.
 */
export interface Meaning {
  description: string;
  /** Of the shape that it is of, where that has a name. */
  title?: string;
  unit?: string;
  uncertainty?: string;
  /** When there is no figure. */
  declines?: string;
  source?: string;
}

/** A member of an answer, such as `current.sev12`: lists and what may be null are passed through. */
export type Path<A> = A extends readonly (infer E)[]
  ? Path<E>
  : A extends Date | string | number | boolean | null | undefined
    ? never
    : { [K in keyof A & string]-?: K | `${K}.${Path<A[K]>}` }[keyof A & string];

interface Answering<A> {
  definition: { name: string; answer: z.ZodType<A> };
}

/** What a reader is told of these members, in a sentence or some. A path that leads nowhere does not compile. */
export function meaningOf<A>(query: Answering<A>, ...paths: [Path<A>, ...Path<A>[]]): string {
  const sentences = paths.flatMap((path) => {
    const { description, uncertainty } = meaningAt(query, path);
    return [description, uncertainty === undefined ? "" : `Uncertainty: ${uncertainty}.`];
  });
  return [...new Set(sentences)].filter(Boolean).join(" ").replaceAll("`", "");
}

function meaningAt({ definition }: Answering<unknown>, path: string): Meaning {
  let schema: z.core.$ZodType = definition.answer;
  for (const name of path.split(".")) {
    const member = membersOf(schema).get(name);
    if (member === undefined) throw new Error(`${definition.name} answers nothing at ${path}`);
    schema = member;
  }
  const meaning = meaningIn(schema);
  if (meaning === undefined) throw new Error(`${definition.name} does not say what ${path} means`);
  return meaning;
}

/** What a shape says of itself; undefined where it says nothing. */
export function meaningIn(schema: z.core.$ZodType): Meaning | undefined {
  const meta = z.globalRegistry.get(schema);
  return meta?.description === undefined ? undefined : (meta as Meaning);
}

/** The members within a shape, whatever stands around them: a list of records, or one that may be null. */
export function membersOf(schema: z.core.$ZodType): Map<string, z.core.$ZodType> {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  switch (def.type) {
    case "object":
      return new Map(Object.entries(def.shape));
    case "union":
      // Of a name that several have, the first is meant: what declines comes last.
      return new Map(def.options.toReversed().flatMap((option) => [...membersOf(option)]));
    case "array":
      return membersOf(def.element);
    case "nullable":
    case "optional":
    case "default":
    case "prefault":
      return membersOf(def.innerType);
    default:
      return new Map();
  }
}
