/** The time zones to choose from; others that the runtime knows are taken too. */
export function zonesOffered(): string[] {
  return ["UTC", ...Intl.supportedValuesOf("timeZone")];
}
