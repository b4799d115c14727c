import type { ActNameText } from '#modules/complaints/case-contract.ts';
import { elsewherePaths, foodLacks } from '#modules/complaints/contract.ts';
import { materialsToBring } from '#modules/complaints/mediation-contract.ts';
import { type ActField, choice, field, must, parties, reasons, type Values } from './act-field.ts';
import { agentForms, answeringAgent } from './agent-forms.ts';
import { agreementForm, isJoint, representedConsent } from './agreement-form.ts';
import { competenceForms } from './competence-forms.ts';
import { deliveryForms } from './delivery-forms.ts';
import { correctionForm, ofEnding, ofFoundLater, ofRefusal } from './ground-fields.ts';
import { localLetterForms } from './local-letter-forms.ts';
import { isStoryLeft } from './story-to-write.ts';
import { togetherForms } from './together-forms.ts';
import { anotherWay, hasWay, isCalled } from './ways.ts';

/** What an act asks for. One row a field of its body; a test holds the table against the API's own shapes. */

/** By these an address or a telephone that is shown is tried. */
const waysShown = ['phone', 'letter', 'visit'];

const bundlePurposes = ['reconsideration', 'court'] as const;
/** One piece of evidence is no matter of parts. */
const isDivisible: NonNullable<ActField['when']> = (_, { evidence = [] }) => evidence.length > 1;
const someIdentity = (values: Values): boolean =>
  ['name', 'phone', 'idNumber', 'address', 'email'].some((part) => Boolean(values[`identity.${part}`]));

const asksIdentity: NonNullable<ActField['asked']> = ({ asked = [] }) => asked.some(({ kind }) => kind === 'identity');
const isAskedForMore: NonNullable<ActField['when']> = (_, { asked = [] }) =>
  asked.some(({ kind }) => kind === 'voluntary');
/** Words alone may be the answer, or say when it comes. */
const areOnlyWords = ({ text, items }: Values): boolean => Boolean(text) && !(Array.isArray(items) && items.length > 0);

const purposeOfFiles = choice(
  'purpose',
  'purpose',
  ['evidence', 'identity', 'power-of-attorney', 'representation', 'telling'],
  'evidenceFor',
  {
    hint: 'purpose',
    required: false,
    when: (values) => Array.isArray(values['items']) && values['items'].length > 0,
  },
);

/** Both questions of form 1 or neither: one answer alone is no answer. */
const oneConsent = (values: Values): boolean =>
  ['publicity', 'entrust'].some((part) => values[`consents.${part}`] !== undefined);

const isToldAsked = (values: Values): boolean => values['telling.tellBy'] !== undefined;
const isToldByWire = (values: Values): boolean => isToldAsked(values) && values['telling.tellBy'] !== 'letter';

export const actForms: Readonly<Record<ActNameText, readonly ActField[]>> = {
  register: [
    field('externalNumber', 'text', 'externalNumber', must),
    field('registeredOn', 'day', 'registeredOn', { ...must, days: 'past' }),
    reasons('reasons', { hint: 'registeredAnew', when: (values) => values.registeredBefore === true }),
  ],
  'correct-receipt': [
    field('receivedOn', 'day', 'receivedOn', { ...must, hint: 'receivedOn', days: 'past' }),
    reasons(),
  ],
  route: [
    field('to', 'bureau-to-name', 'unit', must),
    field('reasoning', 'text', 'reasoning', { ...must, hint: 'reasoning' }),
    field('reportBackOn', 'day', 'reportBackOn', { hint: 'reportBackOn', days: 'future' }),
  ],
  'return-to-intake': [reasons()],
  assign: [
    field('to', 'assignee', 'assignee', { required: (values) => !values['station'] }),
    choice('role', 'assignRole', ['handler', 'mediator'], 'assignedAs', {
      required: false,
      when: (values, view) => Boolean(values['to']) && view.closedOn === null,
    }),
    field('station', 'station', 'assignedStation', { hint: 'assignedStation' }),
  ],
  ...competenceForms,
  'take-over': [reasons()],
  'request-proof': [
    choice('kind', 'proofKind', ['identity', 'voluntary'], 'proofKind'),
    field('dueOn', 'day', 'proofDueOn', { ...must, hint: 'proofDueOn', days: 'future' }),
    field('what', 'long-text', 'what', { ...must, hint: 'what' }),
  ],
  supply: [
    field('items', 'files', 'items', { hint: 'items' }),
    purposeOfFiles,
    field('text', 'long-text', 'text'),
    field('moreToCome', 'yes-no', 'moreToCome', { hint: 'moreToCome', required: areOnlyWords, when: isAskedForMore }),
    field('identity.name', 'text', 'identityName', { required: someIdentity, asked: asksIdentity }),
    field('identity.phone', 'text', 'identityPhone'),
    field('identity.idNumber', 'text', 'identityNumber', { asked: asksIdentity }),
    field('identity.address', 'text', 'identityAddress'),
    field('identity.email', 'text', 'identityEmail'),
    choice('telling.tellBy', 'tellBy', ['sms', 'e-mail', 'letter'], 'tellBy', {
      required: (values) => values['tellingOpen'] === true && oneConsent(values),
      hint: 'tellByCall',
    }),
    field('telling.electronic', 'yes-no', 'electronic', { ...must, hint: 'electronic', when: isToldByWire }),
    field('telling.largePrint', 'yes-no', 'largePrint', { when: isToldAsked }),
    field('claims', 'claims', 'suppliedClaims'),
    field('jointAgreed', 'yes-no', 'jointAgreed', {
      when: (values, view) => isJoint(values, view) && view.jointAgreed !== true,
    }),
    representedConsent(),
    field('consents.publicity', 'yes-no', 'consentPublicity', { required: oneConsent }),
    field('consents.entrust', 'yes-no', 'consentEntrust', { required: oneConsent }),
  ],
  'choose-telling': [
    choice('tellBy', 'tellBy', ['sms', 'e-mail', 'letter'], 'tellBy'),
    field('electronic', 'yes-no', 'electronic', {
      ...must,
      hint: 'electronic',
      when: (values) => values.tellBy === 'sms' || values.tellBy === 'e-mail',
    }),
    field('largePrint', 'yes-no', 'largePrint'),
    field('email', 'text', 'newEmail', { hint: 'newEmail' }),
    field('address', 'text', 'newAddress', { hint: 'newAddress' }),
  ],
  'complete-particulars': [
    field('respondent', 'respondent', 'respondent'),
    field('shownAddress', 'text', 'shownAddress', {
      hint: 'shownAddress',
      when: (_values, view) => view.respondent?.platformShows != null,
    }),
    field('purchase', 'purchase', 'purchase'),
    field('objectCode', 'object', 'objectCode'),
    field('problemCode', 'problem', 'problemCode'),
    field('facts', 'long-text', 'heardFacts', {
      hint: 'heardFacts',
      when: (_values, { acts = [] }) => acts.some(({ story }) => story !== undefined),
      asked: isStoryLeft,
      leads: isStoryLeft,
    }),
    field('note', 'long-text', 'completionNote', { ...must, leads: isStoryLeft }),
  ],
  accept: [field('contact', 'staff', 'contactPerson')],
  refuse: [
    field('ground', 'ground', 'ground', must),
    ...ofRefusal((values, ground) => values.ground === ground),
    reasons('reasons', { hint: 'refuseReasons' }),
  ],
  transfer: [
    field('unit', 'any-bureau', 'transferUnit', { hint: 'transferUnit', required: (values) => !values['to'] }),
    field('to', 'text', 'transferTo', {
      hint: 'bodyOutside',
      required: (values) => !values['unit'],
      when: (values) => !values['unit'],
    }),
    choice('lack', 'foodLack', foodLacks, 'foodLack', { when: (values) => !values['unit'] }),
    reasons(),
  ],
  'direct-elsewhere': [choice('path', 'path', elsewherePaths, 'path'), reasons()],
  contact: [
    choice('party', 'party', parties, 'party'),
    choice('channel', 'contactChannel', ['phone', 'sms', 'e-mail', 'letter', 'visit', 'platform'], 'contactChannel'),
    choice(
      'outcome',
      'contactOutcome',
      ['reached', 'no-answer', 'wrong-number', 'refused', 'returned', 'absent'],
      'contactOutcome',
      { hint: 'contactOutcome' },
    ),
    field('called.known', 'known-way', 'called', { hint: 'called', required: isCalled, when: hasWay }),
    field('called.number', 'text', 'calledNumber', {
      required: isCalled,
      when: (values) => hasWay(values) && values['called.known'] === anotherWay,
    }),
    field('asShown', 'yes-no', 'asShown', {
      hint: 'asShown',
      when: ({ party, channel }, { respondent }) =>
        party === 'respondent' && respondent?.kind === 'platform-shop' && waysShown.includes(String(channel)),
    }),
    field('at', 'moment', 'contactAt', { hint: 'contactAt', days: 'past' }),
    field('note', 'long-text', 'contactNote', { hint: 'contactNote' }),
  ],
  answer: [
    field('consentsToMediation', 'yes-no', 'consentsToMediation'),
    field('consentsToEntrust', 'yes-no', 'consentsToEntrust'),
    field('statement', 'long-text', 'statement'),
    field('wishedTimes', 'text', 'wishedTimes'),
    field('contactPhone', 'text', 'answeredPhone'),
    field('items', 'files', 'items', { hint: 'items' }),
    field('settledOn', 'day', 'settledBySelves', { days: 'past' }),
    choice('by', 'by', ['phone', 'paper', 'code', 'account'], 'by', { required: false }),
    ...answeringAgent,
  ],
  ...agentForms,
  ...togetherForms,
  'notify-respondent': [
    field('answerBy', 'day', 'answerBy', { ...must, hint: 'answerBy', days: 'future' }),
    field('publicNotice', 'yes-no', 'publicNotice', { hint: 'publicNotice' }),
    field('phone', 'text', 'noticePhone', { hint: 'noticePhone' }),
    field('email', 'text', 'noticeEmail', { hint: 'noticeEmail' }),
  ],
  'request-platform-data': [
    field('platform', 'operator', 'platform', must),
    field('finding', 'long-text', 'finding'),
    field('dueOn', 'day', 'dataDueOn', { ...must, hint: 'answerBy', days: 'future' }),
  ],
  'record-platform-data': [
    choice('outcome', 'platformOutcome', ['answered', 'refused', 'no-answer'], 'platformOutcome'),
    ...(['name', 'address', 'contact', 'phone', 'licence'] as const).map((name) =>
      field(name, 'text', `seller.${name}`, {
        required: (values) => name === 'name' && values.outcome === 'answered',
        when: (values) => values.outcome === 'answered',
        ...(name === 'address' ? { hint: 'sellerAddress' } : {}),
      }),
    ),
    field('note', 'long-text', 'platformNote'),
  ],
  'add-evidence': [
    field('items', 'files', 'items', { ...must, hint: 'items' }),
    choice('from', 'handedInBy', parties, 'party', { required: false }),
    purposeOfFiles,
  ],
  note: [field('text', 'long-text', 'note', must)],
  'join-incident': [
    field('incident', 'incident', 'incident', must),
    field('reasons', 'long-text', 'joinReasons', { hint: 'joinReasons' }),
  ],
  'leave-incident': [reasons()],
  'open-mediation': [
    field('mediator', 'mediator', 'mediator', must),
    choice('mode', 'mode', ['on-site', 'phone', 'video', 'online'], 'mode'),
    field('respondentConsents', 'yes-no', 'respondentConsents', {
      ...must,
      hint: 'consentsAsOpened',
      when: (_, { respondent }) => respondent?.consentsToMediation == null,
    }),
    field('at', 'session', 'at', { hint: 'at', days: 'future', required: (values) => values.mode === 'on-site' }),
    field('place', 'room', 'place', { required: (values) => values.mode === 'on-site' }),
    field('assistants', 'names', 'assistants', { hint: 'assistants' }),
    field('materials', 'choices', 'materials', {
      hint: 'materials',
      choices: { values: materialsToBring, texts: 'material' },
    }),
    field('bring', 'long-text', 'bring', { hint: 'bring' }),
    field('recusalDays', 'number', 'recusalDays', { hint: 'recusalDays' }),
  ],
  interrupt: [
    choice('by', 'applicant', parties, 'party'),
    field('assistant', 'recused', 'recusedPerson', { when: (_, { assistants }) => assistants.length > 0 }),
    reasons('recusalReasons'),
  ],
  resume: [
    field('recused', 'yes-no', 'recused', { ...must, when: (_, { phase }) => phase === 'interrupted' }),
    field('mediator', 'mediator', 'newMediator', {
      hint: 'newMediator',
      when: (values, { phase, recusal }) =>
        phase === 'interrupted' && values.recused === true && recusal?.about !== 'assistant',
    }),
    field('endedOn', 'day', 'endedOn', { ...must, days: 'past', when: (_, { phase }) => phase === 'appraisal' }),
    reasons('resumeReasons'),
  ],
  appraise: [
    field('designated', 'yes-no', 'designated', {
      ...must,
      words: ['desk:acts.designatedYes', 'desk:acts.designatedNo'],
    }),
    field('organisation', 'appraiser', 'appraiser', {
      hint: 'appraiser',
      required: (values) => values.designated === true,
    }),
    field('body', 'text', 'otherAppraiser', {
      hint: 'otherAppraiser',
      required: true,
      when: (values) => values.designated === false && !values.organisation,
    }),
    choice(
      'costBorneBy',
      'costBorneBy',
      ['complainant', 'respondent', 'shared', 'programme', 'not-agreed'],
      'costBearer',
      { hint: 'costBorneBy' },
    ),
    field('from', 'day', 'from', { days: 'past', when: (values) => values.costBorneBy !== 'not-agreed' }),
  ],
  entrust: [
    field('organisation', 'association', 'organisation', must),
    field('reportBackOn', 'day', 'entrustReportBackOn', { hint: 'entrustReportBackOn', days: 'future' }),
  ],
  'end-entrusting': [reasons('endEntrustingReasons')],
  'record-agreement': agreementForm,
  terminate: [
    field('ground', 'ground', 'ground', must),
    ...ofEnding((values, ground) => values.ground === ground),
    ...ofFoundLater((values, ground) => values.ground === ground),
    reasons('terminationReasons'),
  ],
  withdraw: [reasons('withdrawReasons', { required: false }), representedConsent(must)],
  'take-back-withdrawal': [reasons('takeBackReasons')],
  'confirm-settlement': [
    field('settled', 'yes-no', 'settledSaid', {
      ...must,
      words: ['complaint:settlement.yes', 'complaint:settlement.no'],
    }),
    representedConsent({ ...must, when: (values, view) => values['settled'] === true && isJoint(values, view) }),
    field('text', 'long-text', 'settledText'),
  ],
  'hand-over-fraud': [
    field('to', 'text', 'handOverTo', must),
    field('acts', 'choices', 'fraudActs', {
      choices: {
        values: ['planting', 'swapping', 'forging', 'altering', 'inventing', 'extortion'],
        texts: 'fraudAct',
      },
    }),
    field('person', 'one-of-several', 'suspect', {
      hint: 'suspect',
      kinds: ['complainant', 'representative', 'joint'],
      when: isJoint,
    }),
    reasons(),
  ],
  ...localLetterForms,
  ...deliveryForms,
  bundle: [
    choice('purpose', 'bundlePurpose', bundlePurposes, 'bundlePurpose'),
    field('reference', 'text', 'reference', must),
    field('evidenceFrom', 'number', 'evidenceFrom', { hint: 'evidenceFrom', when: isDivisible }),
    field('evidenceTo', 'number', 'evidenceTo', { when: isDivisible }),
  ],
  'record-outcome': [
    choice('kind', 'bundlePurpose', bundlePurposes, 'bundlePurpose'),
    field('reference', 'text', 'reference', must),
    field('decidedOn', 'day', 'decidedOn', { ...must, days: 'past' }),
    choice(
      'result',
      'result',
      ['upheld', 'changed', 'revoked', 'ordered-to-act', 'dismissed', 'withdrawn', 'settled'],
      'outcomeResult',
    ),
    field('note', 'long-text', 'outcomeNote'),
  ],
  rate: [
    choice('score', 'score', ['4', '3', '2', '1'], 'score', {
      choices: { values: ['4', '3', '2', '1'], texts: 'score', numeric: true },
    }),
    field('text', 'long-text', 'text'),
  ],
  'return-visit': [
    choice('outcome', 'visitOutcome', ['reached', 'not-reached', 'declined'], 'contactOutcome'),
    choice('score', 'score', ['4', '3', '2', '1'], 'score', {
      required: false,
      choices: { values: ['4', '3', '2', '1'], texts: 'score', numeric: true },
      when: (values) => values.outcome === 'reached',
    }),
    field('note', 'long-text', 'visitNote', { hint: 'contactNote' }),
  ],
  correct: correctionForm,
  annul: [reasons()],
  archive: [],
};
