import { compareDays, type Day } from '#kernel/day.ts';
import { type Refusal, refuse } from '#kernel/refusal.ts';
import { registrationWait } from '#kernel/registration-wait.ts';
import { acceptanceClock } from '../clocks.ts';
import type { CommandOf, Decision, ElsewherePath, Facts } from '../commands.ts';
import type { Complaint, FilePurpose } from '../complaint.ts';
import { forPurpose } from '../evidence-audience.ts';
import { orderOn } from '../governing.ts';
import { isStoryLeft } from '../particulars.ts';
import { asksIdentity } from '../proof-requests.ts';
import { awaitingOf } from '../registration-wait.ts';
import { agentObjection, withoutSpecialPowers } from './agents.ts';
import { chooseTelling, othersObjection } from './choose-telling.ts';
import { answerDayObjection } from './days-ahead.ts';
import { consentOfRepresented, jointObjection, representedObjection } from './represented.ts';

const o121 = (article: string) => ({ text: 'order-121', article });

export const acceptComplaint = (command: CommandOf<'accept'>, state: Complaint, facts: Facts): Decision | Refusal => {
  const missing = missingForAcceptance(state, facts);
  if (missing !== undefined) return missing;
  return {
    events: [
      { type: 'ComplaintAccepted', payload: { on: facts.today, contact: command.contact ?? facts.actor.account } },
    ],
    papers: [{ code: 'form-5', to: ['complainant'], details: { contact: command.contact ?? facts.actor.account } }],
  };
};

/** Art. 10(1): name and address of both sides, the story and a claim, with the two questions of form 1 asked. */
export const missingForAcceptance = (state: Complaint, facts: Pick<Facts, 'storyLeft'>): Refusal | undefined => {
  if (state.notInSource?.includes('complainant') === true)
    return refuse('complainant-not-known', { basis: [o121('10(1)')], instead: ['request-proof', 'supply', 'refuse'] });
  if (state.notInSource?.includes('identity') === true)
    return refuse('identity-not-shown', { basis: [o121('10(1)')], instead: ['request-proof', 'supply', 'refuse'] });
  if (isStoryLeft(state, facts))
    return refuse('facts-not-written-down', { basis: [o121('10(1)')], instead: ['complete-particulars', 'refuse'] });
  if (
    state.respondent.kind === 'unknown' &&
    respondentName(state) === undefined &&
    state.respondent.operator === undefined
  ) {
    return refuse('respondent-not-known', { basis: [o121('10(1)')], instead: ['complete-particulars', 'refuse'] });
  }
  const lacking = whatIsLacking(state);
  return lacking === undefined
    ? (jointObjection(state) ?? agentObjection(state))
    : refuse(lacking, { basis: [o121('10(1)')], instead: ['supply', 'request-proof', 'refuse'] });
};

const whatIsLacking = (state: Complaint) => {
  const complainant = state.parties.find((party) => party.kind === 'complainant');
  if (complainant?.fields.name === undefined) return 'complainant-name-missing';
  if (complainant.fields.address === undefined)
    return complainant.person === state.first.filed ? 'complainant-address-missing' : 'successor-address-missing';
  if (state.claims.length === 0 && state.claimText === undefined) return 'claim-not-stated';
  return state.consentsAsked ? undefined : 'consents-not-asked';
};

/** Art. 10(1): whoever stands first is asked for an address as long as the complaint is neither taken on nor over. */
export const addressOwed = (state: Complaint): boolean =>
  state.acceptedOn === null &&
  state.closedOn === null &&
  state.parties.some(({ kind, fields }) => kind === 'complainant' && fields.address === undefined);

const respondentName = (state: Complaint) => state.parties.find((party) => party.kind === 'respondent')?.fields.name;

export const requestProof = (
  command: CommandOf<'request-proof'>,
  state: Complaint,
  facts: Facts,
): Decision | Refusal => {
  const past = proofPastObjection(state, facts);
  if (past !== undefined) return past;
  if (compareDays(command.dueOn, facts.today) < 0) {
    return refuse('proof-day-in-the-past', { status: 422, field: 'dueOn', basis: [o121('10(3)')] });
  }
  // Nothing stops the seven working days, so no day given to the complainant, by form 4 or as a wish, lies after them.
  const latest = proofLimit(state, facts);
  if (latest !== null && compareDays(command.dueOn, latest) > 0) {
    return refuse('proof-day-after-acceptance-limit', {
      status: 422,
      field: 'dueOn',
      basis: [o121('10(3)'), o121('15')],
      params: { latest },
    });
  }
  const tooFar = answerDayObjection(command.dueOn, 'dueOn', facts, [o121('10(3)')]);
  if (tooFar !== undefined) return tooFar;
  return {
    events: [{ type: 'ProofRequested', payload: { kind: command.kind, dueOn: command.dueOn, what: command.what } }],
    papers: [
      {
        code: paperAsking(command.kind, state),
        to: ['complainant'],
        details: { dueOn: command.dueOn, what: command.what },
      },
    ],
  };
};

/** Once the limit for the decision is over no day fits any more: the bureau owes the decision, and asks for nothing first. */
export const proofPastObjection = (state: Complaint, facts: Facts): Refusal | undefined => {
  const latest = proofLimit(state, facts);
  return latest === null || compareDays(facts.today, latest) <= 0
    ? undefined
    : refuse('proof-day-past', {
        basis: [o121('10(3)'), o121('15')],
        params: { latest },
        instead: ['accept', 'refuse'],
      });
};

/** Form 4 threatens refusal: what is asked once the complaint is taken on says what can follow then (art. 23(1)(6)). */
const paperAsking = (kind: 'identity' | 'voluntary', { acceptedOn }: Complaint) => {
  if (kind === 'voluntary') return 'supplement-request';
  return acceptedOn === null ? 'form-4' : 'identity-request';
};

/** The due day of CMP-01 while it runs; while the calendar is not decreed the earliest that any notice could bring: none goes past it. */
export const proofLimit = (state: Complaint, facts: Facts): Day | null =>
  state.phase === 'under-review' ? (acceptanceClock(state, facts.law)?.dueOn ?? null) : null;

export const supplyProof = (command: CommandOf<'supply'>, state: Complaint, facts: Facts): Decision | Refusal => {
  const { consents, claims } = command;
  const others =
    command.fields === undefined && command.telling === undefined ? undefined : othersObjection(state, facts);
  if (others !== undefined) return others;
  const unasked =
    claims === undefined ? undefined : (withoutSpecialPowers(state, facts) ?? representedObjection(command, state));
  if (unasked !== undefined) return unasked;
  const said = command.text ?? command.fields ?? consents ?? claims ?? command.telling ?? agreedTogether(command);
  if (command.items.length === 0 && said === undefined) {
    return refuse('nothing-supplied', { status: 422, field: 'items', basis: [o121('10')] });
  }
  const wish = wishSupplied(command, state, facts);
  if ('refusal' in wish) return wish;
  return {
    events: [
      {
        type: 'ProofSupplied',
        payload: {
          items: forPurpose(command.items, suppliedFor(command, state), state, facts.actor),
          ...(command.text === undefined ? {} : { text: command.text }),
          ...(command.moreToCome === true ? { moreToCome: true as const } : {}),
          ...(command.fields === undefined || command.person === undefined
            ? {}
            : { person: command.person, fields: command.fields }),
          ...agreedTogether(command),
          ...(consents === undefined ? {} : { consents, ...whoseConsents(state, facts) }),
          ...(claims === undefined ? {} : { claims, ...consentOfRepresented(command, state) }),
        },
      },
      ...wish.events,
    ],
    papers: [],
  };
};

/** Whoever speaks for the others agrees for themselves; officials and agents enter the word of who stands first. */
const whoseConsents = (state: Complaint, { actor }: Facts): { consentsOf?: string } => {
  const mine = state.parties.filter(({ account }) => account !== undefined && actor.principals.includes(account));
  const speaker = mine.find(({ kind }) => kind === 'representative');
  const isFirst = mine.some(({ kind }) => kind === 'complainant' || kind === 'agent');
  return speaker === undefined || isFirst ? {} : { consentsOf: speaker.person };
};

/** Art. 12: that each of those named agrees to complain together. */
const agreedTogether = ({ jointAgreed }: CommandOf<'supply'>): { jointAgreed: true } | undefined =>
  jointAgreed === true ? { jointAgreed } : undefined;

/** Asked in the same call as the rest: an address just told counts as one on file. */
const wishSupplied = (
  { telling, fields = {} }: CommandOf<'supply'>,
  state: Complaint,
  facts: Facts,
): Pick<Decision, 'events'> | Refusal => {
  if (telling === undefined) return { events: [] };
  const parties = state.parties.map((party) =>
    party.kind === 'complainant' ? { ...party, fields: { ...party.fields, ...fields } } : party,
  );
  const wish = chooseTelling({ act: 'choose-telling', ...telling }, { ...state, parties }, facts);
  if (!('refusal' in wish)) return wish;
  if (wish.refusal === 'told-so-already') return { events: [] };
  return wish.field === 'email' || wish.field === 'address' ? { ...wish, field: `identity.${wish.field}` } : wish;
};

/** What comes after an identity-proof notice is taken for such a proof unless it is said to be something else. */
const suppliedFor = (command: CommandOf<'supply'>, state: Complaint): FilePurpose | undefined =>
  command.purpose ?? (asksIdentity(state) ? 'identity' : undefined);

const always = ['consultation', 'government-information', 'reconsideration', 'discipline'] as const;

/** Order 121 left letters and visits out of the list that Order 20 had; anti-monopoly matters have rules of their own (art. 43). */
export const pathsFor = (state: Complaint, facts: Facts): readonly ElsewherePath[] => {
  const lapsed = lapsesAfter(state, facts);
  const own = lapsed !== undefined && compareDays(facts.today, lapsed) > 0 ? (['national-platform'] as const) : [];
  return [
    ...own,
    ...always,
    orderOn(state, facts.today, facts.law) === 'order-20' ? 'letters-and-visits' : 'anti-monopoly',
  ];
};

/** REG-01 REG-03: how long a filing at a companion bureau waits for its registration before the person is told to file it there. */
const lapsesAfter = (state: Complaint, { law }: Facts): Day | undefined => {
  const awaiting = awaitingOf(state);
  return awaiting === undefined ? undefined : registrationWait(awaiting, law).until;
};

export const directElsewhere = (
  command: CommandOf<'direct-elsewhere'>,
  state: Complaint,
  facts: Facts,
): Decision | Refusal => {
  const { path, reasons } = command;
  const lapsed = lapsesAfter(state, facts);
  if (path === 'national-platform' && lapsed !== undefined && compareDays(facts.today, lapsed) <= 0)
    return refuse('registration-still-awaited', {
      status: 422,
      field: 'path',
      basis: [o121('40')],
      params: { lapsed },
      instead: ['register'],
    });
  if (!pathsFor(state, facts).includes(path)) {
    return refuse('no-such-path', { status: 422, field: 'path', basis: [o121('44')] });
  }
  return {
    events: [{ type: 'ComplaintDirectedElsewhere', payload: { on: facts.today, path, reasons } }],
    papers: [
      path === 'national-platform'
        ? { code: 'unregistered-notice', to: ['complainant'], details: { reasons } }
        : { code: 'other-path-notice', to: ['complainant'], details: { path, reasons } },
    ],
  };
};
