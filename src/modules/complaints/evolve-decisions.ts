import type { Complaint, ComplaintEvent, DecisionMade, FileUpon, PaperMade } from './complaint.ts';
import type { GroundParticulars } from './ground-particulars.ts';

/** What a decision leaves on the case beside its state: what it rested on, and what a correction makes of it. */

type Deciding = ComplaintEvent & { payload: { on: Complaint['closedOn'] & string } };

export const nothingDecided = { decisions: [], firstDecidedOn: null, reopenedOn: null, corrected: null } as const;

export const withDecision = (state: Complaint, event: Deciding): Pick<Complaint, 'decisions' | 'firstDecidedOn'> => ({
  decisions: [...state.decisions, decisionMade(state, event)],
  firstDecidedOn: state.firstDecidedOn ?? event.payload.on,
});

const decisionMade = (state: Complaint, event: Deciding): DecisionMade => ({
  version: state.version,
  type: event.type,
  before: state.phase,
  on: event.payload.on,
  ...('under' in event.payload && event.payload.under !== undefined ? { under: event.payload.under } : {}),
  papers: [],
  notices: [],
  ...agreedWith(event),
  particulars: particularsIn(event.payload as GroundParticulars),
  upon: uponOf(state),
});

const agreedWith = (event: Deciding): Pick<DecisionMade, 'agreedWith'> => {
  if (event.type !== 'AgreementRecorded') return {};
  const { respondentConsented, mediator } = event.payload;
  return { agreedWith: { consent: respondentConsented !== undefined, mediator: mediator !== undefined } };
};

const uponOf = ({
  proofs,
  operatorConsent,
  unwilling,
  mediation,
  appraisalDisputedOn,
  withdrawalStatedOn,
}: Complaint): FileUpon => ({
  proofs,
  operatorConsent,
  unwilling,
  mediation,
  appraisalDisputedOn,
  withdrawalStatedOn,
});

const particularsIn = (payload: GroundParticulars): GroundParticulars => {
  const { rightBureau, competentBody, earlier, factors, noFoodMatter, knewOn, settledOn, found, ended } = payload;
  const { papersAtFault, identityFault } = payload;
  return {
    ...(rightBureau === undefined ? {} : { rightBureau }),
    ...(competentBody === undefined ? {} : { competentBody }),
    ...(earlier === undefined ? {} : { earlier }),
    ...(factors === undefined ? {} : { factors }),
    ...(noFoodMatter === undefined ? {} : { noFoodMatter }),
    ...(knewOn === undefined ? {} : { knewOn }),
    ...(papersAtFault === undefined ? {} : { papersAtFault }),
    ...(identityFault === undefined ? {} : { identityFault }),
    ...(settledOn === undefined ? {} : { settledOn }),
    ...(found === undefined ? {} : { found }),
    ...(ended === undefined ? {} : { ended }),
  };
};

/** A paper that follows its decision without another event between is the decision's own. */
export const withPaper = (state: Complaint, { n, code }: PaperMade): Complaint['decisions'] => {
  if (code === 'correction-notice')
    return state.decisions.map((made) =>
      made.version === state.corrected ? { ...made, notices: [...made.notices, n] } : made,
    );
  const last = state.decisions.at(-1);
  if (last?.type === 'ComplaintWithdrawn')
    return code === 'annulment-notice'
      ? [...state.decisions.slice(0, -1), { ...last, heardWith: [...(last.heardWith ?? []), n] }]
      : state.decisions;
  // Form 1 tells of the filing, whenever it is written; a notice of what fell is no paper of what stands.
  if (
    last === undefined ||
    code === 'form-1' ||
    code === 'annulment-notice' ||
    state.version !== last.version + last.papers.length + 1
  )
    return state.decisions;
  return [...state.decisions.slice(0, -1), { ...last, papers: [...last.papers, n] }];
};

/** The version of the decision an act put right: itself, or the day of receipt its paper tells. */
export const decisionCorrectedBy = (event: ComplaintEvent): number | undefined => {
  if (event.type === 'DecisionCorrected') return event.payload.version;
  return event.type === 'ReceiptDayCorrected' ? event.payload.decision : undefined;
};

type Corrected = Extract<ComplaintEvent, { type: 'DecisionCorrected' }>['payload'];

/** Only facts that a slip of the pen can touch are correctable; a wrong decision is annulled. */
export const corrected = (state: Complaint, payload: Corrected): Complaint => {
  const { ground, recoveredFen, amountFen } = payload.changed;
  const particulars = particularsIn(payload);
  // With the ground everything it rests on is named anew.
  const isGround = ground !== undefined || Object.keys(particulars).length > 0;
  return {
    ...state,
    ...(typeof ground === 'number' ? { ground } : {}),
    ...(typeof recoveredFen === 'number' ? { recoveredFen } : {}),
    ...(typeof amountFen === 'number' ? { amountFen } : {}),
    corrected: payload.version,
    decisions: state.decisions.map((made) =>
      isGround && made.version === payload.version ? { ...made, particulars } : made,
    ),
  };
};
