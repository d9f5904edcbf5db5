/**
 * What must exist once in a process, however often a bundler loads the module that owns it: two queues or two
 * connections to one database would each believe to be the only one. A class whose objects pass through such a queue
 * is one of these things too, since `instanceof` knows no copy of it. Pages and the API are two such copies.
 */
export function processWide<T>(name: string, make: () => T): T {
  const store = globalThis as unknown as Record<symbol, T | undefined>;
  const key = Symbol.for(`faultline.${name}`);
  store[key] ??= make();
  return store[key];
}
