import type { Actor } from '#kernel/actor.ts';
import type { Complaint, Party } from './complaint.ts';

/** Who this person is where it complains along with the first, chosen to speak for the others or not, and is nobody else. */
export const alongOf = ({ principals }: Actor, { parties }: Complaint): Party | undefined => {
  const mine = parties.filter(
    ({ account, endedOn }) => account !== undefined && endedOn === undefined && principals.includes(account),
  );
  const isFirst = mine.some(({ kind }) => kind === 'complainant' || kind === 'agent');
  return isFirst ? undefined : mine.find(({ kind }) => kind === 'representative' || kind === 'joint');
};
