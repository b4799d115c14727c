/** The principal by which those posted at a station reach the cases it works on. */
export const stationPrincipal = (station: string): string => `station:${station}`;
