import type { Complaint, ComplaintEvent, DecisionMade, FileUpon } from './complaint.ts';
import type { GroundParticulars } from './ground-particulars.ts';

/** What a decision leaves on the case beside its state: what it rested on, and what a correction makes of it. */

type Deciding = ComplaintEvent & { payload: { on: Complaint['closedOn'] & string } };

export const decisionMade = (state: Complaint, event: Deciding): DecisionMade => ({
  version: state.version,
  type: event.type,
  before: state.phase,
  on: event.payload.on,
  papers: [],
  particulars: particularsIn(event.payload as GroundParticulars),
  upon: uponOf(state),
});

const uponOf = ({
  proof,
  operatorConsent,
  unwilling,
  mediation,
  appraisalDisputedOn,
  withdrawalStatedOn,
}: Complaint): FileUpon => ({
  proof,
  operatorConsent,
  unwilling,
  mediation,
  appraisalDisputedOn,
  withdrawalStatedOn,
});

const particularsIn = (payload: GroundParticulars): GroundParticulars => {
  const { rightBureau, competentBody, earlier, factors, noFoodMatter, settledOn, found, ended } = payload;
  return {
    ...(rightBureau === undefined ? {} : { rightBureau }),
    ...(competentBody === undefined ? {} : { competentBody }),
    ...(earlier === undefined ? {} : { earlier }),
    ...(factors === undefined ? {} : { factors }),
    ...(noFoodMatter === undefined ? {} : { noFoodMatter }),
    ...(settledOn === undefined ? {} : { settledOn }),
    ...(found === undefined ? {} : { found }),
    ...(ended === undefined ? {} : { ended }),
  };
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
    decisions: state.decisions.map((made) =>
      isGround && made.version === payload.version ? { ...made, particulars } : made,
    ),
  };
};
