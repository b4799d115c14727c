import type { Actor } from '#kernel/actor.ts';
import type { Complaint, Consents, Party } from './complaint.ts';
import { complainants, isJoint } from './decide/represented.ts';

/**
 * What of form 1 is agreed to now. Whoever stands first answers it, and for those who stay silent (Order 121 art. 12: what the
 * representative does binds those represented); it is agreed to by all only while none of them has said no themselves.
 */
export const consentsNow = (state: Complaint): Consents | null => {
  const { consents } = state;
  if (consents === null) return null;
  const noneSaidNo = (what: keyof Consents): boolean =>
    complainants(state).every(({ person }) => state.said[person]?.[what] !== false);
  return {
    publicity: consents.publicity && noneSaidNo('publicity'),
    entrust: consents.entrust && noneSaidNo('entrust'),
  };
};

/** What somebody who complains with others agrees to, as far as they or whoever filed it said so. */
export const saidOf = (
  { kind, person }: Party,
  state: Complaint,
): { readonly joint: boolean | null; readonly publicity: boolean | null; readonly entrust: boolean | null } => {
  const own = kind === 'complainant' ? { ...state.consents } : (state.said[person] ?? {});
  const filed = kind === 'complainant' || state.jointAgreed === true ? true : null;
  return {
    joint: isJoint(state) ? (state.said[person]?.joint ?? filed) : null,
    publicity: own.publicity ?? null,
    entrust: own.entrust ?? null,
  };
};

/** For the bureau and for themselves; nobody else reads what one of several agreed to. */
export const saidFor = (actor: Actor, party: Party, state: Complaint): ReturnType<typeof saidOf> | null => {
  const { account } = party;
  const mayRead = actor.kind === 'staff' || (account !== undefined && actor.principals.includes(account));
  return mayRead && complainants(state).includes(party) ? saidOf(party, state) : null;
};
