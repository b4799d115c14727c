import { write } from '../../../kit/api.ts';
import { useBureaus } from '../../../kit/questions.ts';
import { useTexts } from '../../../kit/texts.ts';
import { dayOrText } from '../../../kit/when.ts';
import { adminKeys, type DataRequest, useToday } from '../ask.ts';
import { ChangeDrawer } from '../change-drawer.tsx';
import type { FieldSpec } from '../change-field.ts';
import { titled } from './data-request-forms.tsx';

type FormProps = { readonly request: DataRequest; readonly onClose: () => void };

const kinds = ['access', 'copy', 'correct', 'delete', 'withdraw-consent', 'explain', 'other'] as const;
const identityChecks = ['original-id', 'certified-copy', 'agent-with-power'] as const;
const outcomes = ['granted', 'partly-granted', 'refused'] as const;
const ways = ['hand', 'post', 'sms'] as const;
const grounds = [
  'case-runs',
  'term-not-over',
  'legal-hold',
  'secrecy',
  'not-held',
  'not-wrong',
  'identity-unproven',
] as const;

/** Somebody wrote a letter or came to the counter: who asks, and how that was shown. */
export const EnterRequest = ({ onClose }: { readonly onClose: () => void }) => {
  const t = useTexts();
  const today = useToday();
  const bureaus = useBureaus();
  const word = (name: string): string => t(`administration:dataRequests.${name}`);
  const chosen = (name: string, values: readonly string[], labels: string): FieldSpec => ({
    kind: 'choice',
    name,
    label: word(name),
    options: values.map((value) => ({ value, label: word(`${labels}.${value}`) })),
  });
  const optional = (name: string, most: number): FieldSpec => ({
    kind: 'text',
    name,
    label: word(name),
    most,
    optional: true,
  });
  return (
    <ChangeDrawer<{ readonly dueOn: string }>
      title={word('enter')}
      consequence={word('enterConsequence')}
      act={word('enter')}
      said={t('administration:saved')}
      refresh={[adminKeys.dataRequests]}
      initial={{ receivedOn: today, via: 'counter' }}
      fields={[
        chosen('via', ['counter', 'letter'], 'vias'),
        { kind: 'day', name: 'receivedOn', label: word('receivedOn'), today, days: 'past' },
        chosen('kind', kinds, 'kinds'),
        chosen('identityCheck', identityChecks, 'identityChecks'),
        { kind: 'text', name: 'name', label: word('name'), most: 100 },
        optional('phone', 40),
        optional('idNumber', 40),
        optional('address', 300),
        optional('agent', 100),
        { kind: 'yes', name: 'largePrint', label: word('largePrint') },
        { kind: 'long', name: 'text', label: word('askedText'), most: 2000 },
        {
          kind: 'choice',
          name: 'bureau',
          label: word('bureau'),
          options: (bureaus.data ?? []).map((one) => ({ value: one.id, label: one.name })),
        },
      ]}
      send={(values) => write('/data-requests/entered', values)}
      onClose={onClose}
    />
  );
};

export const AnswerByLetter = ({ request, onClose }: FormProps) => {
  const t = useTexts();
  const word = (name: string): string => t(`administration:dataRequests.${name}`);
  const options = (values: readonly string[], labels: string) =>
    values.map((value) => ({ value, label: word(`${labels}.${value}`) }));
  return (
    <ChangeDrawer
      title={titled('answerLetterTitle', request, t)}
      consequence={word('answerLetterConsequence')}
      act={word('answerLetter')}
      said={t('administration:saved')}
      refresh={[adminKeys.dataRequests]}
      fields={[
        { kind: 'choice', name: 'outcome', label: word('outcome'), options: options(outcomes, 'states') },
        {
          kind: 'choice',
          name: 'ground',
          label: word('ground'),
          hint: word('groundHint'),
          options: options(grounds, 'grounds'),
          optional: true,
        },
        { kind: 'long', name: 'text', label: word('words'), most: 3000, optional: true },
        { kind: 'choice', name: 'way', label: word('way'), options: options(ways, 'ways') },
      ]}
      send={(values) => write(`/data-requests/${request.id}/answer-by-letter`, { text: '', ...values })}
      onClose={onClose}
    />
  );
};

const otherWays = ['sms-again', 'phone', 'letter', 'hand', 'e-mail'] as const;

/** The message did not arrive: once more, or the way by which the person was told otherwise. */
export const ToldOtherwise = ({ request, onClose }: FormProps) => {
  const t = useTexts();
  const today = useToday();
  const word = (name: string): string => t(`administration:dataRequests.${name}`);
  return (
    <ChangeDrawer
      title={titled('tellOtherwiseTitle', request, t)}
      consequence={word('tellOtherwiseConsequence')}
      act={word('tellOtherwise')}
      said={t('administration:saved')}
      refresh={[adminKeys.dataRequests]}
      initial={{ on: today }}
      fields={[
        {
          kind: 'choice',
          name: 'way',
          label: word('toldWay'),
          options: otherWays.map((value) => ({ value, label: word(`toldWays.${value}`) })),
        },
        { kind: 'day', name: 'on', label: word('toldOn'), today, days: 'past' },
      ]}
      send={({ way, on }) =>
        way === 'sms-again'
          ? write(`/data-requests/${request.id}/tell-again`, {})
          : write(`/data-requests/${request.id}/told`, { way, on })
      }
      onClose={onClose}
    />
  );
};

/** The letter was handed over or posted: from that day the person may turn to a court. */
export const ServeLetter = ({ request, onClose }: FormProps) => {
  const t = useTexts();
  const today = useToday();
  return (
    <ChangeDrawer
      title={t('administration:dataRequests.serve')}
      consequence={t('administration:dataRequests.letter', { number: request.letter ?? '' })}
      act={t('administration:dataRequests.serve')}
      said={t('administration:dataRequests.served', { on: dayOrText(today, today, t) })}
      refresh={[adminKeys.dataRequests]}
      initial={{ on: today }}
      fields={[{ kind: 'day', name: 'on', label: t('administration:dataRequests.servedOn'), today, days: 'past' }]}
      send={(values) => write(`/data-requests/${request.id}/served`, values)}
      onClose={onClose}
    />
  );
};
