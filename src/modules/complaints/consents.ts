import type { Actor } from '#kernel/actor.ts';
import { actingAgent } from './agents.ts';
import type { Complaint, Consents, Filing, Party } from './complaint.ts';
import { complainants, isJoint } from './decide/represented.ts';
import type { Said } from './together-events.ts';

type What = keyof Consents;

/** Who stands in the way of a consent of all: those who said no, and those whose silence is none. */
export type Lacking = { readonly against: readonly Party[]; readonly silent: readonly Party[] };

/**
 * Each agrees for themselves. Silence goes along only with who was chosen in writing to speak for the others and agreed
 * (Order 121 art. 12: what the representative does binds those represented); without such a choice it is no consent.
 */
export const lackingFor = (what: What, state: Complaint): Lacking => {
  const all = complainants(state);
  const word = ({ person }: Party) => state.said[person]?.[what];
  const isSpokenFor = state.chosen.some((person) => state.said[person]?.[what] === true);
  return {
    against: all.filter((party) => word(party) === false),
    silent: all.filter((party) => word(party) === undefined && !(isSpokenFor && state.chose.includes(party.person))),
  };
};

const isAgreed = (what: What, state: Complaint): boolean => {
  const { against, silent } = lackingFor(what, state);
  return against.length === 0 && silent.length === 0;
};

/** What of form 1 all who complain agree to now; null where nobody was asked. */
export const consentsNow = (state: Complaint): Consents | null =>
  state.consentsAsked ? { publicity: isAgreed('publicity', state), entrust: isAgreed('entrust', state) } : null;

/** As form 1 says it: neither yes nor no as long as nobody refused and somebody has not answered. */
export const consentOnForm = (what: What, state: Complaint): boolean | null => {
  if (!state.consentsAsked) return null;
  const { against, silent } = lackingFor(what, state);
  return against.length === 0 && silent.length > 0 ? null : against.length === 0;
};

export type OwnWord = { readonly [name in keyof Required<Said>]: boolean | null };

/** What somebody who complains, or did so once, agrees to, as far as they said so; whoever filed it said of all that they join. */
export const saidOf = ({ person }: Party, state: Complaint): OwnWord => {
  const own = state.said[person] ?? {};
  const filed = person === state.first.filed || state.jointAgreed === true ? true : null;
  return {
    joint: isJoint(state) ? (own.joint ?? filed) : null,
    publicity: own.publicity ?? null,
    entrust: own.entrust ?? null,
  };
};

/** For the bureau, themselves and their agent; nobody else reads what one of several agreed to. */
export const saidFor = (actor: Actor, party: Party, state: Complaint): OwnWord | null => {
  const { account, kind } = party;
  const isAgents = kind === 'complainant' && actingAgent(actor, state)?.kind === 'agent';
  const isOwn = account !== undefined && actor.principals.includes(account);
  const complained = kind === 'former' && actor.kind === 'staff';
  return (actor.kind === 'staff' || isOwn || isAgents) && (complained || complainants(state).includes(party))
    ? saidOf(party, state)
    : null;
};

/** What the filing of a case that goes on elsewhere says of those who complain now: who left takes their word along. */
export const wordsToHandOver = (state: Complaint): Pick<Filing, 'consents' | 'together'> => {
  const all = complainants(state).map(({ person }) => person);
  const first = state.parties.find(({ kind }) => kind === 'complainant')?.person ?? '';
  const { publicity, entrust } = state.said[first] ?? {};
  const consents = publicity === undefined || entrust === undefined ? null : { publicity, entrust };
  if (!isJoint(state) && consents !== null) return { consents };
  const still = (persons: readonly string[]) => persons.filter((person) => all.includes(person));
  const said = Object.fromEntries(Object.entries(state.said).filter(([person]) => all.includes(person)));
  return {
    consents,
    together: { said, asked: state.consentsAsked, chosen: still(state.chosen), chose: still(state.chose) },
  };
};
