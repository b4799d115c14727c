import type { Day } from '#kernel/day.ts';
import type { GroundRule, Rule } from '#kernel/rule.ts';
import type { Translate } from '#kernel/translate.ts';
import { earlierHandlers } from '#modules/complaints/ground-contract.ts';
import type { IncidentView } from '#modules/complaints/incidents/contract.ts';
import type { Asked, AskField } from '../../kit/ask-drawer.tsx';

/** What is asked for by the acts of an event, and by the acts done on all its complaints. */
export const incidentActs = ['facts', 'verify', 'announce', 'close'] as const;
export type IncidentAct = (typeof incidentActs)[number];

export const incidentFields = (act: IncidentAct, t: Translate): readonly AskField[] => {
  const label = (name: string): string => t(`desk:incidents.${name}`);
  const hint = t('desk:incidents.factsHint');
  switch (act) {
    case 'facts':
      return [{ name: 'facts', label: label('facts'), kind: 'lines', required: true, hint }];
    case 'verify':
      return [
        { name: 'finding', label: label('finding'), kind: 'long', required: true },
        { name: 'measures', label: label('measures'), kind: 'long' },
      ];
    case 'announce':
      return [
        { name: 'verified', label: label('verified'), kind: 'lines', required: true },
        { name: 'steps', label: label('steps'), kind: 'lines', required: true },
        { name: 'phone', label: label('phone'), kind: 'text' },
      ];
    case 'close':
      return [];
  }
};

export const incidentInitial = (act: IncidentAct, view: IncidentView): Asked =>
  act === 'facts' ? { facts: view.facts.join('\n') } : {};

export const batchActs = [
  'accept',
  'refuse',
  'terminate',
  'notify-respondent',
  'request-proof',
  'contact',
  'note',
] as const;
export type BatchAct = (typeof batchActs)[number];

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

type Law = { readonly rules: readonly Rule[]; readonly today: Day };

/** What grounds 1 and 2 must name; left empty for any other. */
const refusalFields = (t: Translate): readonly AskField[] => {
  const text = (name: string): AskField => ({
    name,
    label: t(`complaint:field.${name}`),
    kind: 'text',
    hint: t(`desk:incidents.${name}Hint`),
  });
  return [
    text('competentBody'),
    {
      name: 'earlierHandler',
      label: t('complaint:field.earlierHandler'),
      kind: 'choice',
      choices: earlierHandlers.map((value) => ({ value, label: t(`complaint:earlierHandler.${value}`) })),
    },
    text('earlierBody'),
  ];
};

export const batchFields = (act: BatchAct, t: Translate, { rules, today }: Law): readonly AskField[] => {
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
        ...(act === 'refuse' ? refusalFields(t) : []),
        reasons,
      ];
    case 'notify-respondent':
      return [{ name: 'answerBy', label: field('answerBy'), kind: 'day', required: true }];
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
          choices: choices('contactChannel', ['phone', 'sms', 'e-mail', 'letter', 'visit', 'platform']),
        },
        {
          name: 'outcome',
          label: field('contactOutcome'),
          kind: 'choice',
          required: true,
          choices: choices('contactOutcome', ['reached', 'no-answer', 'wrong-number', 'refused', 'returned']),
        },
        { name: 'note', label: field('contactNote'), kind: 'long' },
      ];
    case 'note':
      return [{ name: 'text', label: field('note'), kind: 'long', required: true }];
  }
};
