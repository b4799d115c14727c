/** Who stands above a bureau, as the directory says of the day: the nearest first (Order 121 arts 13(4), 33). */
export type Superior = {
  /** Null: a body that does not work here, known by its name. */
  readonly unit: string | null;
  readonly name: string;
};

/** By unit; a unit nobody asked the directory about is not in it. */
export type Above = ReadonlyMap<string, readonly Superior[]>;

const isSame = (one: Superior, other: Superior): boolean =>
  one.unit === null || other.unit === null ? one.name === other.name : one.unit === other.unit;

/** Everybody who stands above both, the nearest to the first of them first. */
export const commonSuperiors = (one: readonly Superior[], other: readonly Superior[]): readonly Superior[] =>
  one.filter((above) => other.some((also) => isSame(above, also)));

/** The superiors of the case's bureau that this person acts for. */
export const actsFor = (bureaus: readonly string[], above: readonly Superior[]): Superior | undefined =>
  above.find(({ unit }) => unit !== null && bureaus.includes(unit));
