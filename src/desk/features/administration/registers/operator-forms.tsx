import type { Translate } from '#kernel/translate.ts';
import type { OperatorFile } from '#modules/directory/register-contract.ts';
import { write } from '../../../kit/api.ts';
import { useTexts } from '../../../kit/texts.ts';
import { adminKeys } from '../ask.ts';
import { ChangeDrawer } from '../change-drawer.tsx';
import type { FieldSpec } from '../change-field.ts';
import { changeSeen } from '../change-seen.ts';

type FormProps = { readonly file: OperatorFile; readonly onClose: () => void };

const kinds = ['ordinary', 'platform', 'own-site', 'in-platform'] as const;
const statuses = ['active', 'moved', 'revoked', 'deregistered'] as const;
export const refreshOperator = [adminKeys.operator, ['operators']] as const;
export const operatorPath = (file: OperatorFile, rest: string): string =>
  `/administration/operators/${file.id}/${rest}`;

const knownPlace = (code: string | null) => (code === null ? [] : [{ value: code, label: code }]);
const orSilent = (value: string | null): string | undefined => value ?? undefined;

/** What of a register entry is put right, as it stands. */
const corrected = (file: OperatorFile): Readonly<Record<string, unknown>> => ({
  kind: file.kind,
  status: file.status,
  name: file.name,
  tradeName: orSilent(file.tradeName),
  uscc: orSilent(file.uscc),
  registeredAddress: orSilent(file.registeredAddress),
  registeredRegion: orSilent(file.registeredRegion),
  businessAddress: orSilent(file.businessAddress),
  businessRegion: orSilent(file.businessRegion),
  contactName: orSilent(file.contactName),
  contactPhone: orSilent(file.contactPhone),
  website: orSilent(file.website),
});

const correctedFields = (file: OperatorFile, t: Translate): readonly FieldSpec[] => [
  {
    kind: 'choice',
    name: 'kind',
    label: t('administration:operators.kind'),
    options: kinds.map((value) => ({ value, label: t(`directory:operator-kinds.${value}`) })),
  },
  {
    kind: 'choice',
    name: 'status',
    label: t('administration:operators.status'),
    options: statuses.map((value) => ({ value, label: t(`directory:operator-status.${value}`) })),
  },
  { kind: 'text', name: 'name', label: t('administration:units.name'), most: 200 },
  { kind: 'text', name: 'tradeName', label: t('administration:operators.tradeName'), optional: true, most: 200 },
  { kind: 'text', name: 'uscc', label: t('administration:operators.uscc'), optional: true, most: 40 },
  {
    kind: 'text',
    name: 'registeredAddress',
    label: t('administration:operators.registeredAddress'),
    optional: true,
    most: 400,
  },
  {
    kind: 'place',
    name: 'registeredRegion',
    label: t('administration:operators.registeredRegion'),
    optional: true,
    known: knownPlace(file.registeredRegion),
  },
  {
    kind: 'text',
    name: 'businessAddress',
    label: t('administration:operators.businessAddress'),
    optional: true,
    most: 400,
  },
  {
    kind: 'place',
    name: 'businessRegion',
    label: t('administration:operators.businessRegion'),
    optional: true,
    known: knownPlace(file.businessRegion),
  },
  {
    kind: 'text',
    name: 'contactName',
    label: t('administration:operators.contactName'),
    optional: true,
    most: 100,
  },
  {
    kind: 'text',
    name: 'contactPhone',
    label: t('administration:operators.contactPhone'),
    optional: true,
    most: 40,
  },
  { kind: 'text', name: 'website', label: t('administration:operators.website'), optional: true, most: 400 },
  { kind: 'long', name: 'reason', label: t('administration:reason'), most: 500 },
];

export const CorrectOperator = ({ file, onClose }: FormProps) => {
  const t = useTexts();
  const initial = corrected(file);
  const fields = correctedFields(file, t);
  return (
    <ChangeDrawer
      title={t('administration:operators.correct')}
      consequence={t('administration:keptBefore')}
      act={t('administration:correct')}
      said={t('administration:saved')}
      refresh={refreshOperator}
      initial={initial}
      fields={fields}
      seen={changeSeen(file.version, fields, initial)}
      send={(values, _key, version) => write(operatorPath(file, 'changes'), values, { version })}
      onClose={onClose}
    />
  );
};

export const MergeOperator = ({ file, onClose }: FormProps) => {
  const t = useTexts();
  return (
    <ChangeDrawer
      title={t('administration:operators.merge')}
      consequence={t('administration:operators.mergeConsequence', { name: file.name })}
      act={t('administration:operators.merge')}
      said={t('administration:saved')}
      refresh={refreshOperator}
      fields={[
        { kind: 'operator', name: 'into', label: t('administration:operators.into') },
        { kind: 'long', name: 'reason', label: t('administration:reason'), most: 500 },
      ]}
      send={(values) => write(operatorPath(file, 'merge'), values)}
      onClose={onClose}
    />
  );
};

export const SeparateOperator = ({ file, onClose }: FormProps) => {
  const t = useTexts();
  return (
    <ChangeDrawer
      title={t('administration:operators.separate')}
      consequence={t('administration:operators.separateConsequence', { name: file.name })}
      act={t('administration:operators.separate')}
      said={t('administration:saved')}
      refresh={refreshOperator}
      fields={[{ kind: 'long', name: 'reason', label: t('administration:reason'), most: 500 }]}
      send={(values) => write(operatorPath(file, 'separate'), values)}
      onClose={onClose}
    />
  );
};
