/** Who stands behind many complaints about one event, each person once. Pure. */

export type Claimant = {
  /** Number of the complaint and the person in it. */
  readonly complaint: string;
  readonly person: string;
  /** Keyed digests, readable by nobody: the same value gives the same text. */
  readonly phones: readonly string[];
  readonly idNumbers: readonly string[];
};

/**
 * Groups claimants that are one person: the same id number, or the same phone unless two id numbers say otherwise (a
 * family shares a telephone). Order is that of first appearance.
 */
export const withoutDuplicates = <C extends Claimant>(claimants: readonly C[]): C[][] => {
  const groups = new Groups(claimants.length);
  joinEqual(
    groups,
    claimants,
    (one) => one.idNumbers,
    () => true,
  );
  const idsOf = (i: number): Set<string> =>
    new Set(claimants.flatMap((one, j) => (groups.rootOf(j) === groups.rootOf(i) ? one.idNumbers : [])));
  joinEqual(
    groups,
    claimants,
    (one) => one.phones,
    (a, b) => {
      const [ofA, ofB] = [idsOf(a), idsOf(b)];
      return ofA.size === 0 || ofB.size === 0 || [...ofA].some((id) => ofB.has(id));
    },
  );
  const found = new Map<number, C[]>();
  claimants.forEach((one, i) => {
    const root = groups.rootOf(i);
    found.set(root, [...(found.get(root) ?? []), one]);
  });
  return [...found.values()];
};

const joinEqual = (
  groups: Groups,
  claimants: readonly Claimant[],
  valuesOf: (one: Claimant) => readonly string[],
  mayJoin: (a: number, b: number) => boolean,
): void => {
  // Each value keeps one holder a group, so that a contradiction with the first does not part the others.
  const holders = new Map<string, number[]>();
  claimants.forEach((one, i) => {
    for (const value of valuesOf(one)) {
      const known = holders.get(value) ?? [];
      const same = known.find((j) => groups.rootOf(i) === groups.rootOf(j) || mayJoin(j, i));
      if (same === undefined) holders.set(value, [...known, i]);
      else groups.join(same, i);
    }
  });
};

class Groups {
  readonly #above: number[];

  constructor(size: number) {
    this.#above = Array.from({ length: size }, (_, i) => i);
  }

  rootOf(i: number): number {
    let at = i;
    for (;;) {
      const up = this.#above[at] ?? at;
      if (up === at) return at;
      at = up;
    }
  }

  join(a: number, b: number): void {
    const [first, second] = [this.rootOf(a), this.rootOf(b)].sort((x, y) => x - y);
    if (first !== undefined && second !== undefined) this.#above[second] = first;
  }
}
