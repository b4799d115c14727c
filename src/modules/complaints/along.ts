import type { Actor } from '#kernel/actor.ts';
import type { Complaint, Party } from './complaint.ts';

/** Who this person is where it complains along with the first, chosen to speak for the others or not, and is nobody else. */
export const alongOf = ({ principals }: Actor, { parties, first }: Complaint): Party | undefined => {
  const mine = parties.filter(
    ({ account, endedOn }) => account !== undefined && endedOn === undefined && principals.includes(account),
  );
  // Whoever took the first one's place since was one of the others when it was registered.
  const since = mine.find(({ kind, person }) => kind === 'complainant' && person !== first.filed);
  if (since !== undefined) return since;
  const isFirst = mine.some(({ kind }) => kind === 'complainant' || kind === 'agent');
  return isFirst ? undefined : mine.find(({ kind }) => kind === 'representative' || kind === 'joint');
};
