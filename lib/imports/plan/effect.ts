import { formatCount, formatPlural } from "#lib/format.ts";

/** What it comes to that keys stand on several rows. */
export type Effect = {
  keys: number;
  /** Keys on several rows. */
  repeated: number;
  passedOver: number;
};

/** 20,769 keys, 99,229 earlier rows passed over; 204 keys stand on one row. */
export function effectInWords({ keys, repeated, passedOver }: Effect): string {
  const single = keys - repeated;
  const earlier = `${formatPlural(passedOver, "earlier row")} passed over`;
  if (single === 0) return `${formatPlural(keys, "key")}, ${earlier}`;
  const alone = `${formatCount(single)} ${single === 1 ? "key stands" : "keys stand"} on one row`;
  return `${formatPlural(keys, "key")}, ${earlier}; ${alone}`;
}
