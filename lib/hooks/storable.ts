/** NUL and halves of characters cannot be stored alike by both engines. */
export function cleaned(text: string): string {
  return text.toWellFormed().replaceAll("\0", "\uFFFD");
}

/** The same for every text in what a sender told. */
export function storable<D>(data: D): D {
  const text = JSON.stringify(data);
  return JSON.parse(text, (_, value: unknown) => (typeof value === "string" ? cleaned(value) : value)) as D;
}
