import { erasureGrounds } from '#modules/complaints/keeping/contract.ts';
import { write } from '../../../kit/api.ts';
import { useTexts } from '../../../kit/texts.ts';
import type { DataRequest } from '../ask.ts';
import { ChangeDrawer } from '../change-drawer.tsx';
import type { FieldSpec } from '../change-field.tsx';

type CarryOutProps = {
  readonly request: DataRequest;
  readonly kind: string;
  readonly number: string;
  readonly person: string;
  readonly what: 'correct' | 'delete';
  readonly onClose: () => void;
  readonly onDone: () => void;
};

const correctable = ['name', 'phone', 'idNumber', 'address'] as const;

/** Correcting or erasing one person in one case, on a request: the answer then tells what was done. */
export const CarryOut = ({ request, kind, number, person, what, onClose, onDone }: CarryOutProps) => {
  const t = useTexts();
  const word = (name: string, values = {}): string => t(`administration:dataRequests.${name}`, values);
  const reason: FieldSpec = { kind: 'text', name: 'reason', label: t('administration:reason'), most: 500 };
  const fields: readonly FieldSpec[] =
    what === 'correct'
      ? [
          ...correctable.map(
            (name): FieldSpec => ({ kind: 'text', name, label: word(name), most: 40, optional: true }),
          ),
          reason,
        ]
      : [
          {
            kind: 'choice',
            name: 'ground',
            label: t('administration:basis'),
            options: Object.keys(erasureGrounds).map((value) => ({ value, label: word(`erasure.${value}`) })),
          },
          reason,
        ];
  const path = `/${kind === 'consultation' ? 'consultations' : 'complaints'}/${encodeURIComponent(number)}`;
  return (
    <ChangeDrawer
      title={word(`carryOut.${what}`, { number })}
      consequence={word(`carryOutNote.${what}`)}
      act={word(`kinds.${what}`)}
      said={t('administration:saved')}
      refresh={[['case'], ['questions'], ['data-requests']]}
      fields={fields}
      send={({ reason: why, ground, ...corrected }) =>
        what === 'correct'
          ? write(`${path}/correct-person`, { person, request: request.id, reason: why, fields: corrected })
          : write(`${path}/erase-person`, { person, request: request.id, reason: why, ground })
      }
      onClose={onClose}
      onDone={() => {
        onDone();
        onClose();
      }}
    />
  );
};
