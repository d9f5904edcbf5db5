/** The closed lists, for those above this layer. */
export * from "#db/values.ts";
