import { type Refusal, refuse } from '#kernel/refusal.ts';
import type { CommandOf, Decision, Facts } from '../commands.ts';
import type { Complaint, Party } from '../complaint.ts';
import { saidOf } from '../consents.ts';
import { closedPhases } from '../phases.ts';
import type { Said } from '../together-events.ts';
import { isJoint } from './represented.ts';
import { changeOf, unshownObjection, whomItIsAbout } from './together.ts';

const o121 = (article: string) => ({ text: 'order-121', article });
const whats = ['joint', 'publicity', 'entrust'] as const;

/**
 * Somebody who complains, alone or with others, agrees later to what the filing did not say, or takes it back while that can
 * still count: joining until the complaint is taken on, entrusting until the body has begun, publicity at any time.
 */
export const stateConsents = (
  command: CommandOf<'state-consents'>,
  state: Complaint,
  facts: Facts,
): Decision | Refusal => {
  const party = whomItIsAbout(command, state, facts);
  if ('refusal' in party) return party;
  const now = saidOf(party, state);
  const said: Said = Object.fromEntries(
    whats.flatMap((what) => {
      const value = command[what];
      return value === undefined || value === now[what] ? [] : [[what, value]];
    }),
  );
  const objection =
    unshownObjection(command, facts) ??
    (Object.keys(said).length === 0 ? soAlready(command) : undefined) ??
    bothAskedObjection(said, party, state) ??
    jointObjection(said, party, state) ??
    entrustObjection(said, state);
  if (objection !== undefined) return objection;
  return { events: [{ type: 'ConsentsStated', payload: { ...changeOf(command, party, facts), ...said } }], papers: [] };
};

/** A paper that came with it is not taken: as evidence it goes on file. */
const soAlready = (command: CommandOf<'state-consents'>): Refusal => {
  const field = whats.find((what) => command[what] !== undefined);
  return refuse('consents-are-so-already', {
    status: 409,
    basis: [{ text: 'pipl', article: '15' }],
    ...(field === undefined ? {} : { field }),
    instead: ['add-evidence'],
  });
};

/** Form 1 asks both; where nobody asked, one answer is none. */
const bothAskedObjection = (said: Said, { kind }: Party, { consentsAsked }: Complaint): Refusal | undefined =>
  kind === 'complainant' && !consentsAsked && (said.publicity === undefined || said.entrust === undefined)
    ? refuse('consents-both-asked', { status: 422, field: said.publicity === undefined ? 'publicity' : 'entrust' })
    : undefined;

const jointObjection = ({ joint }: Said, { kind }: Party, state: Complaint): Refusal | undefined => {
  if (joint === undefined) return undefined;
  const at = { status: 422, field: 'joint', basis: [o121('12')] } as const;
  if (!isJoint(state)) return refuse('not-a-joint-complaint', at);
  if (kind === 'complainant' && !joint) return refuse('stands-first-of-all', { ...at, instead: ['leave-joint'] });
  return state.acceptedOn === null && !closedPhases.has(state.phase)
    ? undefined
    : refuse('joint-consent-counts', { ...at, instead: ['leave-joint'] });
};

const entrustObjection = ({ entrust }: Said, state: Complaint): Refusal | undefined => {
  if (entrust === undefined) return undefined;
  const at = { field: 'entrust', basis: [o121('19')] } as const;
  if (closedPhases.has(state.phase)) return refuse('entrusting-is-over', at);
  return !entrust && state.entrustedTo !== null && state.phase !== 'accepted'
    ? refuse('entrusted-body-has-begun', at)
    : undefined;
};
