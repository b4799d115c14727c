import type { Role } from '#kernel/actor.ts';
import type { LegalBasis } from '#kernel/refusal.ts';
import type { ActName } from './act-names.ts';
import type { Phase } from './complaint.ts';
import { beforeDecision as undecided } from './phases.ts';
import type { Place } from './places.ts';
import { togetherPermits } from './together-permits.ts';

export type Who = readonly [Place, ...Role[]];

export type Permit = {
  readonly act: ActName;
  readonly phases: readonly Phase[];
  readonly who: readonly Who[];
  /** States in which it is somebody else's. */
  readonly whoIn?: Readonly<Partial<Record<Phase, readonly Who[]>>>;
  /** Empty where no article says it: a rule of the house. */
  readonly basis: readonly LegalBasis[];
  /** Binding or hard to take back: the desk asks with the consequence in words. */
  readonly binding?: boolean;
  /** Still done after the file is closed. */
  readonly afterArchive?: boolean;
};

const o121 = (article: string): LegalBasis => ({ text: 'order-121', article });
const telling: readonly LegalBasis[] = [o121('15'), o121('20'), o121('23(2)')];

const review: readonly Phase[] = ['under-review'];
const unregistered = 'awaiting-registration';
const beforeDecision: readonly Phase[] = [...undecided];
const running: readonly Phase[] = ['accepted', 'mediating', 'interrupted', 'appraisal'];
const open: readonly Phase[] = [...beforeDecision, ...running];
const ended: readonly Phase[] = ['refused', 'transferred', 'directed-elsewhere', 'agreed', 'terminated', 'withdrawn'];
const everyPhase: readonly Phase[] = [...open, ...ended];
const received = everyPhase.filter((phase) => phase !== 'awaiting-registration');

const officers = ['bureau', 'handler', 'bureau-head'] as const;
const head = ['bureau', 'bureau-head'] as const;
const intake = ['bureau', 'intake-officer'] as const;
const mediators = ['bureau', 'handler', 'mediator', 'bureau-head'] as const;
/** Works on the case in the bureau's name (art. 30): collects, tells and mediates; what binds is the bureau's own. */
const station = ['station', 'handler', 'mediator'] as const;
const entrusted = ['entrusted', 'association-mediator'] as const;
const complainant = ['complainant'] as const;
/** Complains along without speaking for the others (art. 12). */
const joint = ['joint'] as const;
const respondent = ['respondent'] as const;
const system = ['system'] as const;

/** Who may do what, in which state, from which place. One row an act; the desk and the API both read it. */
export const permits: readonly Permit[] = [
  { act: 'register', phases: open, who: [intake, officers], basis: [o121('40')] },
  {
    act: 'correct-receipt',
    phases: received,
    who: [head],
    basis: [o121('15'), o121('45')],
    binding: true,
    afterArchive: true,
  },
  // Who handles it in the end, or that nobody does, waits for no registration of a companion bureau's filing.
  { act: 'route', phases: ['received', unregistered], who: [intake], basis: [o121('41')] },
  { act: 'return-to-intake', phases: [...review, unregistered], who: [officers, system], basis: [o121('41')] },
  // Whoever leaves hands over what is still to be done after the end too: telling, return visit, archive; and of a file put
  // away, where somebody is still owed a paper or a message (`assignmentObjection`).
  { act: 'assign', phases: everyPhase, who: [officers, intake], basis: [], afterArchive: true },
  { act: 'dispute-competence', phases: review, who: [officers], basis: [o121('14'), o121('33')] },
  {
    act: 'ask-superior',
    phases: [...review, 'competence-dispute'],
    who: [officers],
    basis: [o121('13'), o121('33')],
  },
  {
    act: 'agree-competence',
    phases: ['competence-dispute'],
    who: [
      ['bureau', 'bureau-head'],
      ['superior', 'bureau-head', 'intake-officer'],
    ],
    basis: [o121('33')],
    binding: true,
  },
  {
    act: 'record-designation',
    phases: [...review, 'competence-dispute'],
    who: [head],
    basis: [o121('13(4)'), o121('33')],
    binding: true,
  },
  {
    act: 'decide-competence',
    phases: ['competence-dispute'],
    who: [['superior', 'bureau-head', 'intake-officer']],
    basis: [o121('13'), o121('33')],
    binding: true,
  },
  {
    act: 'take-over',
    phases: ['under-review', 'competence-dispute'],
    who: [['superior', 'bureau-head', 'intake-officer']],
    basis: [o121('13(4)')],
    binding: true,
  },
  { act: 'make-local-letter', phases: everyPhase, who: [officers], basis: [] },
  { act: 'request-proof', phases: [...review, ...running], who: [officers, station], basis: [o121('10(3)')] },
  {
    act: 'supply',
    phases: [...beforeDecision, ...running],
    who: [complainant, officers, intake, station],
    basis: [o121('10')],
  },
  {
    act: 'choose-telling',
    phases: everyPhase,
    who: [complainant, officers, intake, station],
    basis: [o121('15'), o121('23(2)')],
  },
  {
    act: 'complete-particulars',
    phases: [...beforeDecision, ...running],
    who: [officers, intake, station],
    basis: [o121('10(1)'), o121('10(2)')],
  },
  { act: 'accept', phases: review, who: [officers], basis: [o121('15')], binding: true },
  { act: 'refuse', phases: review, who: [officers], basis: [o121('16')], binding: true },
  {
    act: 'transfer',
    phases: [...review, 'received', unregistered, ...running],
    who: [officers, intake],
    whoIn: Object.fromEntries(running.map((phase) => [phase, [officers]])),
    basis: [{ text: 'fsl', article: '115' }],
    binding: true,
  },
  {
    act: 'direct-elsewhere',
    phases: [...review, 'received', unregistered],
    who: [officers, intake],
    basis: [o121('44')],
    binding: true,
  },
  {
    act: 'contact',
    phases: everyPhase,
    who: [officers, intake, mediators, entrusted, station],
    basis: [o121('23(1)(2)')],
    afterArchive: true,
  },
  {
    act: 'answer',
    phases: [...review, ...running],
    who: [respondent, officers, mediators, station],
    basis: [o121('18')],
  },
  {
    act: 'name-agent',
    phases: [...beforeDecision, ...running],
    who: [complainant, respondent, officers, intake, mediators, entrusted, station],
    basis: [o121('11')],
  },
  {
    act: 'end-agent',
    phases: [...beforeDecision, ...running],
    who: [complainant, respondent, officers, intake, mediators, entrusted, station],
    basis: [o121('11')],
  },
  // Of a filing made before agents took part: who it names is read from the filing, the power from the paper.
  {
    act: 'confirm-agent',
    phases: [...beforeDecision, ...running],
    who: [officers, intake, station],
    basis: [o121('11')],
  },
  ...togetherPermits,
  { act: 'notify-respondent', phases: running, who: [officers, mediators, entrusted, station], basis: [o121('18')] },
  {
    act: 'request-platform-data',
    phases: [...review, ...running, 'received'],
    who: [officers, intake, station],
    basis: [{ text: 'cpl', article: '44' }],
  },
  {
    act: 'record-platform-data',
    phases: [...review, ...running, 'received'],
    who: [officers, intake, station],
    basis: [{ text: 'cpl', article: '44' }],
  },
  {
    act: 'add-evidence',
    phases: open,
    who: [complainant, joint, respondent, officers, intake, mediators, entrusted, station],
    basis: [o121('10(1)')],
  },
  {
    act: 'note',
    phases: everyPhase,
    who: [officers, intake, mediators, entrusted, station],
    basis: [],
    afterArchive: true,
  },
  { act: 'join-incident', phases: open, who: [officers, intake], basis: [o121('12')] },
  // What was put in by mistake is taken out whenever that is seen, also after the end.
  { act: 'leave-incident', phases: everyPhase, who: [officers, intake], basis: [o121('12')], afterArchive: true },
  {
    act: 'open-mediation',
    phases: ['accepted', 'mediating'],
    who: [mediators, entrusted, station],
    basis: [o121('18'), o121('20')],
  },
  {
    act: 'interrupt',
    phases: ['accepted', 'mediating', 'appraisal'],
    who: [complainant, respondent, mediators, entrusted, station],
    basis: [o121('21(2)')],
  },
  {
    act: 'resume',
    phases: ['interrupted', 'appraisal'],
    who: [officers],
    whoIn: { interrupted: [['bureau', 'bureau-head']] },
    basis: [o121('21(2)'), o121('22')],
  },
  { act: 'appraise', phases: ['accepted', 'mediating'], who: [mediators, station], basis: [o121('22')] },
  { act: 'entrust', phases: ['accepted', 'mediating'], who: [officers], basis: [o121('19')], binding: true },
  {
    act: 'end-entrusting',
    phases: ['accepted', 'mediating'],
    who: [officers, entrusted],
    basis: [o121('19')],
    binding: true,
  },
  {
    act: 'record-agreement',
    phases: ['mediating', 'accepted'],
    who: [mediators, entrusted, station],
    basis: [o121('24')],
    binding: true,
  },
  { act: 'terminate', phases: running, who: [officers], basis: [o121('23')], binding: true },
  { act: 'withdraw', phases: open, who: [complainant, officers, intake], basis: [o121('23(1)(1)')], binding: true },
  { act: 'take-back-withdrawal', phases: open, who: [complainant, head], basis: [o121('23(1)(1)')] },
  {
    act: 'confirm-settlement',
    phases: open,
    who: [complainant, officers, intake, mediators, station],
    basis: [o121('18'), o121('23(1)(1)')],
  },
  {
    act: 'hand-over-fraud',
    phases: everyPhase,
    who: [officers],
    basis: [o121('42')],
    binding: true,
    afterArchive: true,
  },
  {
    act: 'deliver',
    phases: everyPhase,
    who: [officers, intake, mediators, system, station],
    basis: telling,
    afterArchive: true,
  },
  {
    act: 'send-again',
    phases: everyPhase,
    who: [officers, intake, mediators, station],
    basis: telling,
    afterArchive: true,
  },
  { act: 'take-back-delivery', phases: everyPhase, who: [officers, intake, mediators, station], basis: telling },
  {
    act: 'keep-sealed-copy',
    phases: everyPhase,
    who: [officers, intake, mediators, system, station],
    basis: [],
    afterArchive: true,
  },
  { act: 'bundle', phases: everyPhase, who: [officers], basis: [], afterArchive: true },
  { act: 'record-outcome', phases: everyPhase, who: [officers], basis: [], afterArchive: true },
  { act: 'rate', phases: ended, who: [complainant], basis: [o121('26')], afterArchive: true },
  { act: 'return-visit', phases: ended, who: [officers, intake, station], basis: [o121('26')], afterArchive: true },
  { act: 'correct', phases: everyPhase, who: [head], basis: [], binding: true, afterArchive: true },
  {
    act: 'annul',
    phases: ['accepted', ...ended],
    who: [head],
    basis: [],
    binding: true,
    afterArchive: true,
  },
  { act: 'archive', phases: ended, who: [officers], basis: [] },
];
