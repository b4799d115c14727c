import type { Complaint, ComplaintEvent, DecisionMade, VoidPaper } from './complaint.ts';
import type { Side } from './filing-parts.ts';
import type { OffNotice } from './sessions.ts';

/** A decision that was annulled is no decision: its papers are owed to nobody, and whoever heard of it is told that it fell. */

type Of<T extends ComplaintEvent['type']> = Extract<ComplaintEvent, { type: T }>['payload'];
type Known = Pick<Complaint, 'papers' | 'delivered' | 'voided' | 'operatorAnswered'>;

const sides: readonly Side[] = ['complainant', 'respondent'];

export const sidesTold = ({ delivered }: Pick<Complaint, 'delivered'>, n: number): Side[] =>
  sides.filter((side) => delivered.includes(`${n}:${side}`));

/** Who was told by any of these papers. */
export const sidesToldOf = (state: Pick<Complaint, 'delivered'>, papers: readonly number[]): Side[] =>
  sides.filter((side) => papers.some((n) => sidesTold(state, n).includes(side)));

export const isVoid = ({ voided, calledOff }: Pick<Complaint, 'voided' | 'calledOff'>, n: number): boolean =>
  voided.some((paper) => paper.n === n) || calledOff.some((paper) => paper.n === n);

/** Form 1 is made anew when what it registered was completed: the last one counts (Order 121 art. 10). */
export const formerForms = (papers: Complaint['papers'], next: { readonly n: number; readonly code: string }) =>
  next.code === 'form-1' ? papers.filter(({ n, code }) => code === 'form-1' && n < next.n) : [];

/** As whoever scans its code is told. */
export const standingOfPaper = (state: Complaint, n: number): 'valid' | 'annulled' | 'corrected' | 'replaced' => {
  if (isVoid(state, n)) return 'annulled';
  if (state.papers.some((next) => formerForms(state.papers, next).some((former) => former.n === n))) return 'replaced';
  return state.decisions.some(({ papers, notices }) => notices.length > 0 && papers.includes(n))
    ? 'corrected'
    : 'valid';
};

/** These stand on the acceptance, whichever act made them. */
const ofMediation: ReadonlySet<string> = new Set([
  ...['respondent-notice', 'entrustment', 'form-7', 'mediator-change', 'session-off-notice'],
  ...['recusal-decision', 'appraisal-notice'],
]);

const ofDecision = ({ type, papers, notices }: DecisionMade, state: Known): readonly number[] => {
  const since = type === 'ComplaintAccepted' ? Math.max(0, ...papers) : Number.POSITIVE_INFINITY;
  const followed = state.papers.filter(({ n, code }) => n > since && ofMediation.has(code));
  return [...papers, ...notices, ...followed.map(({ n }) => n)];
};

/**
 * The papers of a decision, those that corrected it among them; what followed an acceptance falls with it. So does the notice of
 * a session that was off before: what its reader must hear now is that nothing is mediated at all.
 */
export const papersOfDecision = (made: DecisionMade, state: Known): readonly number[] =>
  ofDecision(made, state).filter((n) => !state.voided.some((paper) => paper.n === n));

/** Whether a party knows of it: by what it did since, or by what it was told. */
export const knowsOf = (made: DecisionMade, state: Known, side: Side): boolean =>
  (side === 'complainant' && made.complainantKnows === true) || wasTold(made, state, side);

/** What both agreed they know, and without a paper the complainant knows what it asked for. */
const wasTold = (made: DecisionMade, state: Known, side: Side): boolean => {
  if (made.type === 'AgreementRecorded') return true;
  // The notice of an acceptance that fell said that the case had ended; where it is still on its way it will say so.
  if (made.heardWith?.some((n) => state.papers.some((paper) => paper.n === n && paper.to.includes(side)))) return true;
  // Asked by telephone and answering it heard of the complaint without a paper.
  if (made.type === 'ComplaintAccepted' && side === 'respondent' && state.operatorAnswered) return true;
  const numbers = ofDecision(made, state).filter((n) =>
    state.papers.some((paper) => paper.n === n && paper.to.includes(side)),
  );
  return numbers.length === 0 ? side === 'complainant' : numbers.some((n) => sidesTold(state, n).includes(side));
};

/** The first annulments were told to the complainant always, and to whoever a paper of the decision was made for. */
const toldAtFirst = ({ papers }: DecisionMade, state: Known): Side[] =>
  sides.filter(
    (side) => side === 'complainant' || state.papers.some(({ n, to }) => papers.includes(n) && to.includes(side)),
  );

/** Where the act does not say which papers fall or who is told, it is one of the first: then the decision says it. */
export const voidedBy = (state: Complaint, annulled: Of<'DecisionAnnulled'>): VoidPaper[] => {
  const { version, voids, reasons } = annulled;
  const made = state.decisions.find((one) => one.version === version);
  if (made === undefined) return [...state.voided];
  const toldThen = () =>
    voids === undefined ? toldAtFirst(made, state) : sides.filter((one) => wasTold(made, state, one));
  const told = annulled.told ?? toldThen();
  const fell = voids ?? papersOfDecision(made, state);
  return [...state.voided, ...fell.map((n) => ({ n, decision: made.type, decidedOn: made.on, reasons, told }))];
};

/** What was on its way when the decision fell, and came: the annulment it tells this party nothing of. */
export const heardOnlyNow = (
  { voided }: Pick<Complaint, 'voided'>,
  { n, to, outcome }: Pick<Of<'PaperDelivered'>, 'n' | 'to' | 'outcome'>,
): VoidPaper | undefined =>
  to === 'bureau' || outcome === 'failed'
    ? undefined
    : voided.find((paper) => paper.n === n && !paper.told.includes(to));

/** What told of a session that was called off, come all the same to somebody nothing else tells so. */
export const sessionHeardOnlyNow = (
  { calledOff, voided }: Pick<Complaint, 'calledOff' | 'voided'>,
  { n, to, outcome }: Pick<Of<'PaperDelivered'>, 'n' | 'to' | 'outcome'>,
): OffNotice | undefined =>
  // With the acceptance fell all that was to be mediated: that is what its reader is told.
  to === 'bureau' || outcome === 'failed' || voided.some((paper) => paper.n === n)
    ? undefined
    : calledOff.find((paper) => paper.n === n && !paper.told.includes(to));

export const heardLateOfSession = (state: Complaint, attempt: Of<'PaperDelivered'>): readonly OffNotice[] => {
  const { to } = attempt;
  const late = sessionHeardOnlyNow(state, attempt);
  return late === undefined || to === 'bureau'
    ? state.calledOff
    : state.calledOff.map((paper) => (paper.at === late.at ? { ...paper, told: [...paper.told, to] } : paper));
};

/** Of one decision each party hears once, whichever of its papers came first. */
export const heardLate = (state: Complaint, attempt: Of<'PaperDelivered'>): readonly VoidPaper[] => {
  const { to } = attempt;
  const late = heardOnlyNow(state, attempt);
  if (late === undefined || to === 'bureau') return state.voided;
  return state.voided.map((paper) =>
    paper.decision === late.decision && paper.reasons.entry === late.reasons.entry
      ? { ...paper, told: [...paper.told, to] }
      : paper,
  );
};
