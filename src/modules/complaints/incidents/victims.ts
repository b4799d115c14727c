import type { Complaint, Phase } from '../complaint.ts';
import { isFoundLater } from '../found-later.ts';

/** Who stands behind many complaints about one event, each person once. Pure. */

/** Ended without the matter: nobody's harm is dealt with here, or it is dealt with elsewhere. */
export const apart = ['refused', 'transferred', 'directed-elsewhere', 'withdrawn'] as const satisfies readonly Phase[];

type Standing = Pick<Complaint, 'phase' | 'withdrawalStatedOn' | 'decisions'>;

/** Whether a complaint of the event counts in it, keeps it open and is told what is announced. */
export const hasPart = (state: Standing): boolean =>
  !apart.some((one) => one === state.phase) &&
  (state.withdrawalStatedOn === null || state.phase === 'agreed') &&
  !isFoundLater(state);

export type Claimant = {
  /** Number of the complaint and the person in it. */
  readonly complaint: string;
  readonly person: string;
  /** Keyed digests, readable by nobody: the same value gives the same text. */
  readonly phones: readonly string[];
  readonly idNumbers: readonly string[];
};

/**
 * Groups claimants that are one person: the same id number, or the same phone unless two id numbers or one complaint
 * that names both say otherwise (a family shares a telephone). Order is that of first appearance.
 */
export const withoutDuplicates = <C extends Claimant>(claimants: readonly C[]): C[][] => {
  const groups = new Groups(claimants.length);
  joinEqual(
    groups,
    claimants,
    (one) => one.idNumbers,
    () => true,
  );
  const together = (i: number): C[] => claimants.filter((_, j) => groups.rootOf(j) === groups.rootOf(i));
  const idsOf = (i: number): Set<string> => new Set(together(i).flatMap((one) => one.idNumbers));
  const complaintsOf = (i: number): Set<string> => new Set(together(i).map((one) => one.complaint));
  joinEqual(
    groups,
    claimants,
    (one) => one.phones,
    (a, b) => {
      // Named side by side in one complaint they are two, whatever telephone they share.
      const beside = complaintsOf(a);
      if ([...complaintsOf(b)].some((complaint) => beside.has(complaint))) return false;
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

type Sum = { readonly amountFen: number | null };

/**
 * What one person complained of in one event repeats itself: one sum counts, the highest, and of equal ones that of the later
 * complaint. In the order they came; undefined of none.
 */
export const countedOnce = <S extends Sum>(
  sums: readonly S[],
): { readonly counted: S | undefined; readonly repeats: readonly S[] } => {
  const height = ({ amountFen }: Sum): number => amountFen ?? -1;
  const counted = sums.reduce<S | undefined>(
    (best, one) => (best === undefined || height(one) >= height(best) ? one : best),
    undefined,
  );
  return { counted, repeats: sums.filter((one) => one !== counted) };
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
