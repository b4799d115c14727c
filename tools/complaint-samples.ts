import type { Actor, Role } from '#kernel/actor.ts';
import type { Day } from '#kernel/day.ts';
import type { CommandOf, Facts, Official } from '#modules/complaints/commands.ts';
import type { Filing, Sealed } from '#modules/complaints/complaint.ts';
import type { ActName } from '#modules/complaints/permits.ts';
import { packagedCalendar } from '#modules/directory/packaged-calendar.ts';
import { rulebook } from '#modules/directory/rulebook/rulebook.ts';

/** Samples with which the rules are walked: one filing for each way in, and each act in every manner that matters. */

const today: Day = '2026-06-10';
const sealed: Sealed = { entry: 'entry', commitment: 'commitment' };
const [city, intake, bureau, rival, association] = [
  'yunqi-city',
  'yunqi',
  'yunqi-linxi',
  'yunqi-wangshan',
  'yunqi-association',
] as const;

/** One that works here and one that does not. */
const province = 'province';
const superiors = [
  { unit: city, name: city },
  { unit: null, name: province },
];

const filing: Filing = {
  number: 'sample',
  channel: 'web',
  standing: 'published-channel',
  bureau,
  intake,
  receivedOn: today,
  respondent: { kind: 'platform-shop', operator: 'operator', platform: 'platform' },
  parties: [
    { person: 'consumer', kind: 'complainant', account: 'consumer', fields: { name: sealed, address: sealed } },
    { person: 'operator', kind: 'respondent', account: 'operator', fields: { name: sealed } },
  ],
  online: true,
  claims: [{ kind: 'refund', amountFen: 10_000 }],
  consents: { publicity: true, entrust: true },
  facts: sealed,
  evidence: [],
  food: true,
  contentHash: 'hash',
};

/** Filed at the competent bureau, at the intake body, and where the national platform has to register it first. */
export const filings: readonly Filing[] = [
  filing,
  { ...filing, bureau: intake },
  { ...filing, bureau: intake, standing: 'companion', receivedOn: null },
  { ...filing, standing: 'companion', receivedOn: null },
];

const roles: readonly Role[] = ['intake-officer', 'handler', 'mediator', 'bureau-head', 'association-mediator'];

const person = (kind: Actor['kind'], account: string, more: Partial<Actor> = {}): Actor => ({
  kind,
  account,
  roles: [],
  tenants: [],
  bureaus: [],
  principals: [account],
  ...more,
});

const actors: readonly Actor[] = [
  person('staff', 'officer', { roles, tenants: ['yunqi'], bureaus: [city, intake, bureau, rival] }),
  person('staff', 'association', { roles, principals: [association] }),
  person('consumer', 'consumer'),
  person('operator', 'operator'),
  person('system', 'system:walk'),
];

const calendar = packagedCalendar();

const official = (account: string): Official => ({
  account,
  name: account,
  offices: [intake, bureau, rival, association].map((place) => ({ bureau: place, roles, sees: [place] })),
});

/** What each of them would be told when deciding; the officer named by a command may hold any case. */
export const factsOf = (named: string): readonly Facts[] =>
  actors.map((actor) => ({
    officials: [official(named)],
    now: new Date(`${today}T02:00:00Z`),
    today,
    actor,
    tenant: 'yunqi',
    law: { calendar, rulebook, settings: [] },
    organisation: { id: association, kind: 'association', name: association, authorisedBy: 'law' },
    named: official(named),
    units: new Map([
      [city, { kind: 'bureau', parent: null }],
      [intake, { kind: 'intake', parent: city }],
      [bureau, { kind: 'bureau', parent: city }],
      [rival, { kind: 'bureau', parent: city }],
      [association, { kind: 'association', parent: intake }],
    ]),
    above: new Map([bureau, rival, intake].map((unit) => [unit, superiors])),
    listedCodes: new Set(['1']),
  }));

const reasons = sealed;
const item = { file: 'file', sha256: 'hash', mediaType: 'image/png', bytes: 1, by: 'complainant' } as const;

/** A new act has no diagram until it stands here: the compiler asks for it. */
export const sampleCommands: { readonly [A in ActName]: readonly CommandOf<A>[] } = {
  register: [
    { act: 'register', externalNumber: '1', registeredOn: today },
    { act: 'register', externalNumber: '2', registeredOn: today, reasons },
  ],
  'correct-receipt': [{ act: 'correct-receipt', receivedOn: '2026-06-09', reasons }],
  route: [{ act: 'route', to: bureau, reasoning: 'place' }],
  'return-to-intake': [{ act: 'return-to-intake', reasons }],
  assign: [{ act: 'assign', to: 'officer' }],
  'dispute-competence': [{ act: 'dispute-competence', rivalBody: 'elsewhere', reasons }],
  'ask-superior': [{ act: 'ask-superior', reasons }],
  'agree-competence': (['own', 'rival'] as const).map((takenBy) => ({
    act: 'agree-competence',
    takenBy,
    agreedOn: today,
    counterpart: sealed,
    reasons,
  })),
  'record-designation': ['elsewhere', province].map((competentBody) => ({
    act: 'record-designation',
    body: province,
    decidedOn: today,
    document: '1',
    items: [{ ...item, by: 'staff' }],
    competentBody,
    reasons,
  })),
  'decide-competence': [{ act: 'decide-competence', competent: bureau, reasons }],
  'take-over': [{ act: 'take-over', reasons }],
  'request-proof': [{ act: 'request-proof', kind: 'identity', dueOn: today, what: sealed }],
  supply: [{ act: 'supply', items: [item] }],
  'choose-telling': [{ act: 'choose-telling', tellBy: 'letter' }],
  'complete-particulars': [{ act: 'complete-particulars', objectCode: '1', food: false }],
  accept: [{ act: 'accept' }],
  refuse: [{ act: 'refuse', ground: 2, reasons, earlierHandler: 'court', earlierBody: 'court' }],
  transfer: [{ act: 'transfer', to: 'body', reasons }],
  'direct-elsewhere': [{ act: 'direct-elsewhere', path: 'discipline', reasons }],
  contact: [{ act: 'contact', party: 'respondent', channel: 'phone', outcome: 'refused', number: sealed, nth: 1 }],
  answer: [{ act: 'answer', consentsToMediation: true, consentsToEntrust: true, items: [], by: 'account' }],
  'name-agent': [
    { act: 'name-agent', side: 'respondent', person: 'agent', fields: {}, mandate: { powers: 'general' }, items: [] },
  ],
  'end-agent': [{ act: 'end-agent', side: 'respondent' }],
  'confirm-agent': [{ act: 'confirm-agent', person: 'agent', fields: {}, mandate: { powers: 'general' }, items: [] }],
  'state-consents': [{ act: 'state-consents', person: 'joint', publicity: true, items: [], reasons }],
  'leave-joint': [{ act: 'leave-joint', person: 'joint', why: 'withdrew', items: [], reasons }],
  'name-representative': [{ act: 'name-representative', person: 'joint', items: [item] }],
  'end-representative': [{ act: 'end-representative', person: 'joint', why: 'laid-down', items: [], reasons }],
  'notify-respondent': [{ act: 'notify-respondent', answerBy: today, code: sealed }],
  'request-platform-data': [{ act: 'request-platform-data', platform: 'platform', dueOn: today }],
  'record-platform-data': [{ act: 'record-platform-data', outcome: 'refused' }],
  'add-evidence': [{ act: 'add-evidence', items: [item] }],
  note: [{ act: 'note', text: sealed }],
  'join-incident': [{ act: 'join-incident', incident: 'incident' }],
  'leave-incident': [{ act: 'leave-incident', reasons }],
  'open-mediation': [{ act: 'open-mediation', mediator: 'first', mode: 'phone' }],
  interrupt: [
    { act: 'interrupt', by: 'complainant', reasons },
    { act: 'interrupt', by: 'respondent', reasons },
  ],
  resume: [{ act: 'resume', recused: true, mediator: 'second', reasons }],
  appraise: (['shared', 'not-agreed'] as const).map((costBorneBy) => ({
    act: 'appraise',
    body: 'laboratory',
    designated: false,
    costBorneBy,
  })),
  entrust: [{ act: 'entrust', organisation: association }],
  'end-entrusting': [{ act: 'end-entrusting', reasons }],
  'record-agreement': [
    {
      act: 'record-agreement',
      form: 'mediation-paper',
      performed: false,
      waivedByBoth: false,
      recoveredFen: 0,
      terms: sealed,
      outcome: [],
      respondentConsents: true,
    },
  ],
  terminate: [
    { act: 'terminate', ground: 1, reasons, settledOn: today },
    { act: 'terminate', ground: 6, reasons, found: 'fraud' },
    { act: 'terminate', ground: 7, reasons, ended: 'respondent' },
    ...[2, 3, 4, 8].map((ground) => ({ act: 'terminate', ground, reasons }) as const),
  ],
  withdraw: [{ act: 'withdraw' }],
  'take-back-withdrawal': [{ act: 'take-back-withdrawal', reasons }],
  'confirm-settlement': [{ act: 'confirm-settlement', settled: true }],
  'hand-over-fraud': [{ act: 'hand-over-fraud', to: 'police', reasons }],
  'make-local-letter': [{ act: 'make-local-letter', form: 'reminder.1' }],
  deliver: [{ act: 'deliver', paper: 1, to: 'complainant', channel: 'hand', outcome: 'delivered' }],
  'send-again': [{ act: 'send-again', paper: 1, to: 'complainant', channel: 'sms' }],
  'take-back-delivery': [{ act: 'take-back-delivery', paper: 1, to: 'complainant', reasons }],
  'keep-sealed-copy': [{ act: 'keep-sealed-copy', paper: 1, file: 'file', sha256: 'hash', pages: 1 }],
  bundle: [{ act: 'bundle', purpose: 'court', reference: '1' }],
  'record-outcome': [{ act: 'record-outcome', kind: 'court', reference: '1', decidedOn: today, result: 'upheld' }],
  rate: [{ act: 'rate', score: 5 }],
  'return-visit': [{ act: 'return-visit', outcome: 'reached' }],
  correct: [{ act: 'correct', version: 1, changed: { ground: 2 }, reasons }],
  annul: [{ act: 'annul', reasons }],
  archive: [{ act: 'archive' }],
};
