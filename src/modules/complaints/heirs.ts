import type { Complaint, Party, PartyKind } from './complaint.ts';

const together: ReadonlySet<PartyKind> = new Set(['complainant', 'representative', 'joint']);

/** Whether this person complains, alone or with others, or did so once. */
export const complains = ({ kind }: Party): boolean => together.has(kind) || kind === 'former';

/**
 * Under whose key lies from now on what several who complain share, when this one of them is erased: the next who still
 * complains. Undefined when there is nobody left, or the person is not one of them.
 */
export const heirOf = (
  { parties }: Pick<Complaint, 'parties'>,
  erased: ReadonlySet<string>,
  person: string,
): string | undefined =>
  parties.some((party) => party.person === person && complains(party))
    ? parties.find((party) => together.has(party.kind) && party.person !== person && !erased.has(party.person))?.person
    : undefined;
