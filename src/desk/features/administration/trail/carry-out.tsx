import { erasureGrounds } from '#modules/complaints/keeping/contract.ts';
import { write } from '../../../kit/api.ts';
import { useTexts } from '../../../kit/texts.ts';
import type { DataRequest } from '../ask.ts';
import { ChangeDrawer } from '../change-drawer.tsx';
import type { FieldSpec } from '../change-field.ts';

type CarryOutProps = {
  readonly request: DataRequest;
  readonly kind: string;
  readonly number: string;
  readonly person: string;
  readonly what: 'correct' | 'delete' | 'copy';
  readonly onClose: () => void;
  readonly onDone: () => void;
};

/** Of a reporter what the form of reports asks for; how identity was shown is another matter. */
const correctable = {
  report: ['name', 'phone', 'address'],
  consultation: ['name', 'phone', 'address'],
  complaint: ['name', 'phone', 'idNumber', 'address'],
} as const;
const homes: Readonly<Record<string, string>> = { consultation: 'consultations', report: 'reports' };

/** Correcting or erasing one person in one case, on a request: the answer then tells what was done. */
export const CarryOut = ({ request, kind, number, person, what, onClose, onDone }: CarryOutProps) => {
  const t = useTexts();
  const word = (name: string, values = {}): string => t(`administration:dataRequests.${name}`, values);
  const isReport = kind === 'report';
  // About one case, with an account: doing it is the answer, and the person reads it.
  const answers = what !== 'copy' && !isReport && request.via === 'account' && request.number !== null;
  const reason: FieldSpec = {
    kind: 'text',
    name: 'reason',
    label: answers ? word('insideReason') : t('administration:reason'),
    most: 500,
  };
  const told: readonly FieldSpec[] = answers
    ? [{ kind: 'long', name: 'answer', label: word('toldWords'), hint: word('toldHint'), most: 3000 }]
    : [];
  const fields: readonly FieldSpec[] =
    what === 'correct'
      ? [
          ...correctable[isReport || kind === 'consultation' ? kind : 'complaint'].map(
            (name): FieldSpec => ({
              kind: 'text',
              name,
              label: word(name),
              most: name === 'address' ? 300 : 40,
              optional: true,
            }),
          ),
          reason,
          ...told,
        ]
      : what === 'copy'
        ? [reason]
        : [
            {
              kind: 'choice',
              name: 'ground',
              label: t('administration:basis'),
              options: Object.keys(erasureGrounds).map((value) => ({ value, label: word(`erasure.${value}`) })),
            },
            reason,
            ...told,
          ];
  const path = `/${homes[kind] ?? 'complaints'}/${encodeURIComponent(number)}`;
  return (
    <ChangeDrawer
      title={word(`carryOut.${what}`, { number })}
      consequence={
        <>
          {word(`carryOutNote.${isReport ? `${what}Reporter` : what}`)}
          {answers && ` ${word('answersAtOnce')}`}
        </>
      }
      initial={answers ? { answer: word(`toldDone.${what}`, { number }) } : {}}
      act={word(what === 'copy' ? 'answer' : `kinds.${what}`)}
      said={t('administration:saved')}
      refresh={[['case'], ['questions'], ['reports'], ['data-requests']]}
      fields={fields}
      send={({ reason: why, ground, answer, ...corrected }) =>
        what === 'correct'
          ? write(`${path}/correct-person`, { person, request: request.id, reason: why, answer, fields: corrected })
          : what === 'copy'
            ? write(`${path}/answer-reporter`, { person, request: request.id, reason: why })
            : write(`${path}/erase-person`, { person, request: request.id, reason: why, answer, ground })
      }
      onClose={onClose}
      onDone={() => {
        onDone();
        onClose();
      }}
    />
  );
};
