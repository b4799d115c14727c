import { mayHold } from '#kernel/case-holders.ts';
import type { Day } from '#kernel/day.ts';
import { readMoney } from '#kernel/money.ts';
import type { GroundRule, Rule } from '#kernel/rule.ts';
import type { Translate } from '#kernel/translate.ts';
import { claimKinds } from '#modules/complaints/contract.ts';
import {
  AnnounceBody,
  FactsBody,
  type IncidentView,
  ownAmount,
  VerifyBody,
  WithdrawAnnouncementBody,
} from '#modules/complaints/incidents/contract.ts';
import {
  contactChannels,
  contactOutcomes,
  batchActs as everyBatchAct,
  incidentServiceWays,
  mediationModes,
} from '#modules/complaints/vocabulary.ts';
import type { Asked, AskField } from '../../kit/ask-field.ts';
import { isGround, refusalFields, terminationFields, wordsOf } from './incident-grounds.ts';

/** Joining has a form of its own, in the list of cases. */
export const batchActs = everyBatchAct.filter((act) => act !== 'join-incident');
export type BatchAct = (typeof batchActs)[number];

/** What is asked for by the acts of an event, and by the acts done on all its complaints. */
const incidentActs = ['facts', 'verify', 'announce', 'withdraw-announcement', 'close'] as const;
export type IncidentAct = (typeof incidentActs)[number];

/** What is wrong does not stay published: an announcement is taken back also once the event is closed. */
export const actsOn = ({ phase, announcedOn }: Pick<IncidentView, 'phase' | 'announcedOn'>): readonly IncidentAct[] =>
  incidentActs.filter((act) => (act === 'withdraw-announcement' ? announcedOn !== null : phase === 'open'));

export const incidentFields = (
  act: IncidentAct,
  t: Translate,
  { verification }: Pick<IncidentView, 'verification'>,
): readonly AskField[] => {
  const label = (name: string): string => t(`desk:incidents.${name}`);
  const hint = t('desk:incidents.factsHint');
  switch (act) {
    case 'facts':
      return [{ name: 'facts', label: label('facts'), kind: 'lines', required: true, hint }];
    case 'verify':
      return [
        { name: 'finding', label: label('finding'), kind: 'long', required: true },
        { name: 'measures', label: label('measures'), kind: 'long' },
        {
          name: 'reasons',
          label: label('correctionReasons'),
          kind: 'long',
          required: true,
          when: () => verification !== null,
        },
      ];
    case 'announce':
      return [
        { name: 'verified', label: label('verified'), kind: 'lines', required: true },
        { name: 'steps', label: label('steps'), kind: 'lines', required: true },
        { name: 'phone', label: label('phone'), kind: 'text' },
      ];
    case 'withdraw-announcement':
      return [
        {
          name: 'reasons',
          label: label('withdrawalReasons'),
          kind: 'long',
          required: true,
          hint: label('withdrawalHint'),
        },
      ];
    case 'close':
      return [];
  }
};

/** A list and a fact sheet are for nobody to read who passes by. */
export const serveFields = (code: string, t: Translate): readonly AskField[] => {
  const label = (name: string): string => t(`desk:incidents.service.${name}`);
  const ways = incidentServiceWays.filter(
    (way) => code === 'incident-announcement' || (way !== 'posted-up' && way !== 'published'),
  );
  const by = (way: unknown, ...those: readonly string[]): boolean => those.includes(String(way));
  return [
    {
      name: 'way',
      label: label('way'),
      kind: 'choice',
      required: true,
      choices: ways.map((value) => ({ value, label: t(`desk:incidents.way.${value}`) })),
    },
    { name: 'to', label: label('to'), kind: 'text', required: true },
    { name: 'at', label: label('at'), kind: 'moment', hint: label('atHint') },
    {
      name: 'receiver',
      label: label('receiver'),
      kind: 'text',
      hint: label('receiverHint'),
      required: ({ way }) => by(way, 'hand'),
      when: ({ way }) => by(way, 'hand', 'letter', 'e-mail'),
    },
    {
      name: 'proof',
      label: label('proof'),
      kind: 'text',
      hint: label('proofHint'),
      required: ({ way }) => by(way, 'letter', 'e-mail'),
    },
    { name: 'note', label: label('note'), kind: 'long' },
  ];
};

export const takeBackFields = (t: Translate): readonly AskField[] => [
  { name: 'reasons', label: t('desk:incidents.service.reasons'), kind: 'long', required: true },
];

/** What each act sends; closing says nothing. */
export const incidentBodies: Readonly<Partial<Record<IncidentAct, unknown>>> = {
  facts: FactsBody,
  verify: VerifyBody,
  announce: AnnounceBody,
  'withdraw-announcement': WithdrawAnnouncementBody,
};

export const incidentInitial = (act: IncidentAct, view: IncidentView): Asked =>
  act === 'facts' ? { facts: view.facts.join('\n') } : {};

/** The grounds of the official form in force on that day, by the number they have there. */
const groundsOf = (rules: readonly Rule[], list: GroundRule['list'], today: Day, t: Translate) =>
  rules
    .filter((rule) => rule.kind === 'ground')
    .filter((rule) => rule.list === list && rule.effectiveFrom <= today)
    .filter((rule) => rule.effectiveTo === null || rule.effectiveTo >= today)
    .sort((a, b) => a.number - b.number)
    .map((rule) => ({
      value: rule.number,
      label: t('desk:acts.ground', { n: rule.number, text: t(rule.textKey) }),
    }));

type Place = { readonly rules: readonly Rule[]; readonly today: Day; readonly bureau: string };

/** One meeting for all: who leads it, how, when and where. */
const meetingFields = (t: Translate, bureau: string): readonly AskField[] => {
  const { field, hint } = wordsOf(t);
  const isOnSite = ({ mode }: Asked): boolean => mode === 'on-site';
  return [
    { name: 'mediator', label: field('mediator'), kind: 'staff', bureau, required: true },
    {
      name: 'mode',
      label: field('mode'),
      kind: 'choice',
      required: true,
      choices: mediationModes.map((value) => ({ value, label: t(`complaint:mode.${value}`) })),
    },
    { name: 'at', label: field('at'), kind: 'moment', required: isOnSite, hint: hint('at') },
    { name: 'place', label: field('place'), kind: 'text', required: true, when: isOnSite },
    {
      name: 'respondentConsents',
      label: field('respondentConsents'),
      kind: 'yes-no',
      hint: hint('consentsAsOpened'),
    },
  ];
};

/** Terms common to all; what each one gets stands in a line of its own. */
const agreementFields = (t: Translate): readonly AskField[] => {
  const { field, hint } = wordsOf(t);
  const isRecord = ({ form }: Asked): boolean => form === 'record';
  return [
    {
      name: 'form',
      label: field('agreementForm'),
      kind: 'choice',
      required: true,
      hint: hint('agreementForm'),
      choices: ['mediation-paper', 'record'].map((value) => ({ value, label: t(`complaint:agreementForm.${value}`) })),
    },
    { name: 'agreedOn', label: field('agreedOn'), kind: 'day', hint: hint('agreedOn') },
    { name: 'performed', label: field('performed'), kind: 'yes-no', required: true },
    {
      name: 'waivedByBoth',
      label: field('waivedByBoth'),
      kind: 'yes-no',
      when: (values) => isRecord(values) && values.performed === false,
    },
    {
      name: 'outcome',
      label: field('outcome'),
      kind: 'choice',
      choices: claimKinds.map((value) => ({ value, label: t(`complaint:claim.${value}`) })),
    },
    {
      name: 'terms',
      label: field('terms'),
      kind: 'long',
      required: true,
      hint: t('desk:incidents.termsHint', { mark: ownAmount }),
    },
    {
      name: 'amounts',
      label: t('desk:incidents.amounts'),
      kind: 'lines',
      required: true,
      hint: t('desk:incidents.amountsHint'),
      most: 400_000,
      faultOf: (text) => {
        const fault = amountsOf(text.split('\n')).fault;
        return fault === undefined ? undefined : t('desk:incidents.amountWrong', fault);
      },
    },
    {
      name: 'respondentConsents',
      label: field('respondentConsents'),
      kind: 'yes-no',
      hint: t('desk:incidents.agreedConsentHint'),
    },
    { name: 'representedConsent', label: field('representedConsent'), kind: 'yes-no' },
  ];
};

type Amount = { readonly number: string; readonly recoveredFen: number };

/** A number and an amount in yuan a line, however they are parted; the first line that is none is told by its place. */
export const amountsOf = (
  lines: readonly string[],
): { readonly rows: readonly Amount[]; readonly fault?: { readonly line: number; readonly text: string } } => {
  const rows: Amount[] = [];
  for (const [at, line] of lines.entries()) {
    const text = line.trim();
    if (text === '') continue;
    const [, number = '', amount = ''] = /^([A-Za-z0-9-]+)[\s,，;；:：]+(.+)$/u.exec(text) ?? [];
    const money = readMoney(amount);
    if (number === '' || !('fen' in money)) return { rows: [], fault: { line: at + 1, text: text.slice(0, 60) } };
    rows.push({ number, recoveredFen: money.fen });
  }
  return { rows };
};

/** The order as the API takes it: what is everybody's apart from what is each one's own. */
export const batchOrder = (act: BatchAct, asked: Asked): Asked => {
  if (act !== 'record-agreement') return { act, body: asked };
  const { amounts: lines, outcome, ...body } = asked;
  const { rows } = amountsOf(Array.isArray(lines) ? lines.map(String) : []);
  return {
    act,
    numbers: rows.map(({ number }) => number),
    amounts: rows,
    body: { ...body, outcome: typeof outcome === 'string' ? [{ kind: outcome }] : [] },
  };
};

export const batchFields = (act: BatchAct, t: Translate, { rules, today, bureau }: Place): readonly AskField[] => {
  const field = (name: string): string => t(`complaint:field.${name}`);
  const choices = (group: string, values: readonly string[]) =>
    values.map((value) => ({ value, label: t(`complaint:${group}.${value}`) }));
  const reasons: AskField = { name: 'reasons', label: field('reasons'), kind: 'long', required: true };
  switch (act) {
    case 'accept':
      return [];
    case 'refuse':
    case 'terminate':
      return [
        {
          name: 'ground',
          label: field('ground'),
          kind: 'choice',
          required: true,
          choices: groundsOf(rules, act === 'refuse' ? 'refusal' : 'termination', today, t),
        },
        ...(act === 'refuse' ? refusalFields(t, isGround) : terminationFields(t)),
        reasons,
      ];
    case 'notify-respondent':
      return [
        { name: 'answerBy', label: field('answerBy'), kind: 'day', required: true },
        {
          name: 'publicNotice',
          label: field('publicNotice'),
          kind: 'yes-no',
          hint: t('desk:incidents.publicNoticeHint'),
        },
      ];
    case 'request-proof':
      return [
        {
          name: 'kind',
          label: field('proofKind'),
          kind: 'choice',
          required: true,
          choices: choices('proofKind', ['identity', 'voluntary']),
        },
        { name: 'dueOn', label: field('proofDueOn'), kind: 'day', required: true },
        { name: 'what', label: field('what'), kind: 'long', required: true },
      ];
    case 'contact':
      return [
        {
          name: 'party',
          label: field('party'),
          kind: 'choice',
          required: true,
          choices: choices('party', ['complainant', 'respondent']),
        },
        {
          name: 'channel',
          label: field('contactChannel'),
          kind: 'choice',
          required: true,
          choices: choices('contactChannel', contactChannels),
        },
        {
          name: 'outcome',
          label: field('contactOutcome'),
          kind: 'choice',
          required: true,
          choices: choices('contactOutcome', contactOutcomes),
        },
        { name: 'note', label: field('contactNote'), kind: 'long' },
      ];
    case 'answer':
      return [
        { name: 'consentsToMediation', label: field('consentsToMediation'), kind: 'yes-no', required: true },
        { name: 'consentsToEntrust', label: field('consentsToEntrust'), kind: 'yes-no' },
        { name: 'statement', label: field('statement'), kind: 'long' },
        { name: 'by', label: field('by'), kind: 'choice', required: true, choices: choices('by', ['phone', 'paper']) },
      ];
    case 'assign':
      return [
        {
          name: 'to',
          label: field('assignee'),
          kind: 'staff',
          bureau,
          mayBe: ({ roles }, kind) => mayHold(roles, { kind }),
          required: true,
        },
      ];
    case 'open-mediation':
      return meetingFields(t, bureau);
    case 'record-agreement':
      return agreementFields(t);
    case 'archive':
      return [];
    case 'note':
      return [{ name: 'text', label: field('note'), kind: 'long', required: true }];
  }
};
