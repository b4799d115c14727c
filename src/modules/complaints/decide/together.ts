import { type Refusal, refuse } from '#kernel/refusal.ts';
import type { CommandOf, Decision, Facts } from '../commands.ts';
import type { Complaint, Party } from '../complaint.ts';
import { withoutSpecialPowers } from './agents.ts';
import { complainants } from './represented.ts';

const basis = [{ text: 'order-121', article: '12' }];

type Of<A extends 'leave-joint' | 'name-representative' | 'end-representative'> = CommandOf<A>;

/** Art. 12: each came by a consent of their own and may leave; the case of the others goes on. */
export const leaveJoint = (command: Of<'leave-joint'>, state: Complaint, facts: Facts): Decision | Refusal => {
  const party = whomItIsAbout(command, state, facts);
  if ('refusal' in party) return party;
  const objection =
    withoutSpecialPowers(state, facts) ??
    (command.why === 'died' && facts.actor.kind !== 'staff'
      ? refuse('death-recorded-by-officials', { status: 403, field: 'why', basis })
      : undefined) ??
    (command.claims !== undefined && facts.actor.kind !== 'staff'
      ? refuse('claims-are-the-others', { status: 403, field: 'claims', basis })
      : undefined) ??
    unshownObjection(command, facts);
  if (objection !== undefined) return objection;
  const successor = successorOf(command, party, state);
  if (successor !== undefined && 'refusal' in successor) return successor;
  const { why, claims } = command;
  return {
    events: [
      {
        type: 'ComplainantLeft',
        payload: {
          ...changeOf(command, party, facts),
          why,
          ...standsFirst(successor),
          ...(claims === undefined ? {} : { claims }),
          ...(facts.actor.kind !== 'staff' && state.claims.length > 0 ? { claimsOpen: true as const } : {}),
        },
      },
    ],
    papers: [],
  };
};

/** Two at the most, chosen in writing out of their midst. */
const AT_MOST = 2;

export const nameRepresentative = (
  command: Of<'name-representative'>,
  state: Complaint,
  facts: Facts,
): Decision | Refusal => {
  const party = complainants(state).find(({ person }) => person === command.person);
  if (party === undefined) return refuse('not-one-of-the-complainants', { status: 422, field: 'person', basis });
  if (party.kind === 'representative' || (party.kind === 'complainant' && state.chosen.includes(party.person)))
    return refuse('speaks-for-the-others-already', { status: 422, field: 'person', basis });
  if (representatives(state).length >= AT_MOST)
    return refuse('two-representatives-already', { basis, params: { most: AT_MOST }, instead: ['end-representative'] });
  return (
    unwrittenObjection(command, state) ?? {
      events: [{ type: 'RepresentativeNamed', payload: changeOf(command, party, facts) }],
      papers: [],
    }
  );
};

/** Who took the first one's place is one of the two once the others chose them too. */
const representatives = (state: Complaint): readonly Party[] =>
  complainants(state).filter(
    ({ kind, person }) =>
      kind === 'representative' ||
      (kind === 'complainant' && person !== state.first.filed && state.chosen.includes(person)),
  );

/** Whoever was chosen may lay it down; those who chose take it back in writing, as they gave it. */
export const endRepresentative = (
  command: Of<'end-representative'>,
  state: Complaint,
  facts: Facts,
): Decision | Refusal => {
  const party = whomItIsAbout(command, state, facts);
  if ('refusal' in party) return party;
  if (party.kind === 'joint') return refuse('speaks-for-nobody', { status: 422, field: 'person', basis });
  const objection =
    withoutSpecialPowers(state, facts) ??
    (command.why === 'recalled'
      ? facts.actor.kind === 'staff'
        ? unwrittenObjection(command, state)
        : refuse('recalled-by-the-others', { status: 403, field: 'why', basis })
      : unshownObjection(command, facts));
  if (objection !== undefined) return objection;
  const successor = successorOf(command, party, state);
  if (successor !== undefined && 'refusal' in successor) return successor;
  return {
    events: [
      {
        type: 'RepresentativeEnded',
        payload: { ...changeOf(command, party, facts), why: command.why, ...standsFirst(successor) },
      },
    ],
    papers: [],
  };
};

export type About = { readonly person?: string };

/** A party speaks of nobody but themselves, an agent of its principal; officials name whom it is about. */
export const whomItIsAbout = ({ person }: About, state: Complaint, { actor }: Facts): Party | Refusal => {
  const all = complainants(state);
  if (actor.kind !== 'staff') {
    const mine = state.parties.filter(({ account }) => account !== undefined && actor.principals.includes(account));
    const own = all.filter(
      (party) => mine.includes(party) || (party.kind === 'complainant' && mine.some(({ kind }) => kind === 'agent')),
    );
    const [found] = person === undefined ? own : own.filter((party) => party.person === person);
    return found ?? refuse('speaks-only-for-oneself', { status: 403, field: 'person', basis });
  }
  if (person === undefined) return refuse('complainant-not-named', { status: 422, field: 'person', basis });
  return (
    all.find((party) => party.person === person) ??
    refuse('not-one-of-the-complainants', { status: 422, field: 'person', basis })
  );
};

type Shown = { readonly items: readonly unknown[]; readonly reasons?: unknown };

/** What somebody else enters rests on a paper, or on how it became known. */
export const unshownObjection = ({ items, reasons }: Shown, { actor }: Facts): Refusal | undefined =>
  actor.kind === 'staff' && items.length === 0 && reasons === undefined
    ? refuse('change-not-shown', { status: 422, field: 'reasons', basis })
    : undefined;

/** The writing comes with the act, or was handed in since the representatives changed last. */
const unwrittenObjection = ({ items }: Shown, { evidence, chosenWith }: Complaint): Refusal | undefined =>
  items.length > 0 || evidence.slice(chosenWith).some(({ purpose }) => purpose === 'representation')
    ? undefined
    : refuse('choice-not-in-writing', { status: 422, field: 'items', basis, instead: ['add-evidence'] });

/** Where the first leaves or lays it down another stands first: who was named, a representative, else the next. */
const successorOf = (
  { successor }: { readonly successor?: string },
  party: Party,
  state: Complaint,
): Party | Refusal | undefined => {
  if (party.kind !== 'complainant')
    return successor === undefined
      ? undefined
      : refuse('nobody-to-succeed', { status: 422, field: 'successor', basis });
  const others = complainants(state).filter((one) => one !== party);
  const found =
    successor === undefined
      ? (others.find(({ kind }) => kind === 'representative') ??
        others.find((one) => state.said[one.person]?.joint !== false) ??
        others[0])
      : others.find(({ person }) => person === successor);
  return found ?? refuse('not-one-of-the-complainants', { status: 422, field: 'successor', basis });
};

const standsFirst = (party: Party | undefined): { successor?: string } =>
  party === undefined ? {} : { successor: party.person };

export const changeOf = (
  { items, reasons }: Pick<Of<'name-representative'>, 'items' | 'reasons'>,
  { person }: Party,
  { today }: Facts,
) => ({
  person,
  on: today,
  items: items.map((item) => ({ ...item, by: 'complainant', purpose: 'representation', person }) as const),
  ...(reasons === undefined ? {} : { reasons }),
});
