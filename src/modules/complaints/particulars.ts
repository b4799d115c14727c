import type {
  Complaint,
  ComplaintEvent,
  Filing,
  Particulars,
  Party,
  Phase,
  PlatformAnswer,
  Respondent,
} from './complaint.ts';
import { heard } from './evolve-facts.ts';
import { noticesWithout } from './served-by-notice.ts';

const afterAcceptance: ReadonlySet<Phase> = new Set(['accepted', 'mediating', 'interrupted', 'appraisal']);

/** Somebody else than the one on file; more about the same one, or about one not yet known, is not. */
export const isAnother = (before: Respondent, after: Respondent): boolean =>
  (before.operator !== undefined && before.operator !== after.operator) ||
  (before.operator === undefined && before.shop !== undefined && before.shop !== after.shop);

/** What was accepted is a complaint against this one: another is put on file only after that decision is annulled. */
export const isSettled = (state: Complaint): boolean => afterAcceptance.has(state.phase);

/** Told by recording or photo and by nobody written down yet: marked at the filing, or seen by the words that stand in its place. */
export const isStoryLeft = ({ notInSource }: Complaint, { storyLeft }: { readonly storyLeft?: boolean }): boolean =>
  notInSource?.includes('facts') === true || storyLeft === true;

/** Whether it was bought online; left to a photo, or with no purchase at all, nobody has said so. */
export const boughtOnline = ({ online, purchase, notInSource }: Filing): boolean | null =>
  purchase === undefined || notInSource?.includes('online') === true ? null : online;

/** Art. 13(3): a seller on a platform belongs to another bureau; as long as nobody says whether it was bought online, none is taken for the right one. */
export const competenceWaits = ({ online, purchase, notInSource, respondent, settled }: Complaint): boolean =>
  online === null &&
  (purchase !== undefined || notInSource?.includes('online') === true) &&
  (respondent.kind === 'ordinary' || respondent.kind === 'unknown') &&
  respondent.shop === undefined &&
  settled === null;

const withParticulars = (state: Complaint, given: Particulars): Complaint => {
  const { objectCode, problemCode, food, facts } = given;
  return {
    ...withPurchase(withRespondent(state, given), given),
    ...(objectCode === undefined ? {} : { objectCode }),
    ...(problemCode === undefined ? {} : { problemCode }),
    ...(food === undefined ? {} : { food }),
    ...(facts === undefined ? {} : { facts, storyWritten: true as const }),
    notInSource: state.notInSource?.filter(
      (name) =>
        !(name === 'respondent' && given.respondent !== undefined) &&
        !(name === 'facts' && facts !== undefined) &&
        !(name === 'purchase' && given.purchase !== undefined) &&
        !(name === 'online' && given.online !== undefined),
    ),
  };
};

const withRespondent = (state: Complaint, { respondent, person, fields }: Particulars): Complaint => {
  if (respondent === undefined) return state;
  const another = isAnother(state.respondent, respondent);
  const shown = another || fields?.['shown-address'] !== undefined ? {} : shownOf(state);
  const known = {
    ...state,
    respondent: { ...respondent, ...shown.respondent },
    parties: state.parties.map((party) =>
      party.person === person && party.kind === 'respondent'
        ? { ...party, fields: fields === undefined ? party.fields : { ...shown.fields, ...fields } }
        : party,
    ),
  };
  if (!another) return known;
  // What the one before was told, said and agreed to is not the new one's.
  return {
    ...known,
    respondentNotifiedOn: null,
    respondentPhone: null,
    respondentEmail: null,
    answerCode: null,
    answerBy: null,
    ...noticesWithout(known, 'respondent'),
    operatorAnswered: false,
    operatorConsent: null,
    operatorEntrustConsent: null,
    failedContacts: 0,
    unreachedAsShown: [],
    ...heard(known, 'respondent'),
  };
};

const withPurchase = (state: Complaint, given: Particulars): Complaint => {
  if (given.purchase === undefined) return state;
  const { amountFen: _amount, purchasedOn: _day, ...rest } = state;
  return {
    ...rest,
    purchase: given.purchase,
    online: given.online ?? state.online,
    ...(given.amountFen === undefined ? {} : { amountFen: given.amountFen }),
    ...(given.purchasedOn === undefined ? {} : { purchasedOn: given.purchasedOn }),
  };
};

type Asked = Extract<ComplaintEvent, { type: 'PlatformDataRequested' }>['payload'];

/** Whoever is asked for through a platform sells on it. */
const withPlatformAsked = (state: Complaint, { platform, dueOn }: Asked): Complaint => ({
  ...state,
  platformRequest: { dueOn, outcome: null },
  respondent:
    state.respondent.kind === 'unknown' ? { ...state.respondent, kind: 'platform-shop', platform } : state.respondent,
});

type Shown = { readonly respondent?: Pick<Respondent, 'showsNoAddress'>; readonly fields?: Party['fields'] };

/** What the platform shows of its seller, set apart from where the seller is reached; empty before anything was. */
const shownOf = ({ respondent, parties }: Complaint): Shown => {
  const shown = parties.find(({ kind }) => kind === 'respondent')?.fields['shown-address'];
  if (shown !== undefined) return { fields: { 'shown-address': shown } };
  return respondent.showsNoAddress === true ? { respondent: { showsNoAddress: true } } : {};
};

/** Art. 13(3) asks what the platform shows: an address it gives when asked serves to reach the seller and decides nothing there. */
const shownBeside = (state: Complaint, { person, fields }: PlatformAnswer): Shown => {
  const before = shownOf(state);
  if (fields?.address === undefined || before.fields !== undefined || before.respondent !== undefined) return before;
  const address = state.parties.find((party) => party.person === person)?.fields.address;
  return address === undefined ? { respondent: { showsNoAddress: true } } : { fields: { 'shown-address': address } };
};

const withPlatformAnswer = (state: Complaint, answer: PlatformAnswer): Complaint => {
  const { outcome, person, fields } = answer;
  const shown = shownBeside(state, answer);
  return {
    ...state,
    respondent: { ...state.respondent, ...shown.respondent },
    platformRequest: state.platformRequest === null ? null : { ...state.platformRequest, outcome },
    parties: state.parties.map((party) =>
      party.person === person && party.kind === 'respondent'
        ? { ...party, fields: { ...party.fields, ...shown.fields, ...fields } }
        : party,
    ),
  };
};

type Learned = Extract<
  ComplaintEvent,
  { type: 'ParticularsCompleted' | 'PlatformDataRequested' | 'PlatformDataReceived' }
>;

export const withLearned = (state: Complaint, event: Learned): Complaint => {
  if (event.type === 'ParticularsCompleted') return withParticulars(state, event.payload);
  return event.type === 'PlatformDataRequested'
    ? withPlatformAsked(state, event.payload)
    : withPlatformAnswer(state, event.payload);
};
