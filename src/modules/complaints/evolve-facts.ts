import type { Complaint, ComplaintEvent } from './complaint.ts';

/** What a contact, a request for papers, its answer or a correction changes about a case. */

export const contacted = (
  state: Complaint,
  { party, outcome }: Extract<ComplaintEvent, { type: 'ContactAttempted' }>['payload'],
): Complaint => {
  // Order 20 lets the respondent alone refuse, yet either party stay away: the two are never one fact.
  if (outcome === 'refused') return { ...state, refusing: withParty(state.refusing, party) };
  if (outcome === 'absent') return { ...state, stayedAway: withParty(state.stayedAway, party) };
  if (party === 'complainant') return state;
  return { ...state, failedContacts: outcome === 'reached' ? 0 : state.failedContacts + 1 };
};

const withParty = (parties: Complaint['refusing'], party: Complaint['refusing'][number]): Complaint['refusing'] =>
  parties.includes(party) ? parties : [...parties, party];

/** Who consents to mediation after all neither refuses it nor is held to have stayed away. */
export const withoutRespondent = ({ refusing, stayedAway }: Complaint): Pick<Complaint, 'refusing' | 'stayedAway'> => ({
  refusing: refusing.filter((party) => party !== 'respondent'),
  stayedAway: stayedAway.filter((party) => party !== 'respondent'),
});

/** The day of form 4 stands until it is answered or given anew: a wish for more does not take it away. */
export const proofAsked = (
  running: Complaint['proof'],
  { kind, dueOn }: Extract<ComplaintEvent, { type: 'ProofRequested' }>['payload'],
): Complaint['proof'] =>
  running?.kind === 'identity' && !running.answered && kind === 'voluntary'
    ? running
    : { kind, dueOn, answered: false };

/** Claims and consents asked by telephone answer no request for papers. */
export const isMaterial = ({
  items,
  text,
  fields,
}: Extract<ComplaintEvent, { type: 'ProofSupplied' }>['payload']): boolean =>
  items.length > 0 || text !== undefined || fields !== undefined;

/** Another telephone number is another way in: the account of the old one no longer stands for this person. */
export const putRight = (
  { account: before, ...party }: Complaint['parties'][number],
  { fields, account = before }: Extract<ComplaintEvent, { type: 'PersonCorrected' }>['payload'],
): Complaint['parties'][number] => ({
  ...party,
  fields: { ...party.fields, ...fields },
  ...(account == null ? {} : { account }),
});
