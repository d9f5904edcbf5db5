/**
 * State that must exist once in a process, however often a bundler loads the module that owns it: two queues or two
 * connections to one database would each believe to be the only one.
 */
export function processWide<T>(name: string, make: () => T): T {
  const store = globalThis as unknown as Record<symbol, T | undefined>;
  const key = Symbol.for(`faultline.${name}`);
  store[key] ??= make();
  return store[key];
}
