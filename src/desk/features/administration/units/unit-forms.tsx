import type { Day } from '#kernel/day.ts';
import type { UnitHistory } from '#modules/directory/upkeep-contract.ts';
import { write } from '../../../kit/api.ts';
import { useSession } from '../../../kit/questions.ts';
import { useTexts } from '../../../kit/texts.ts';
import { adminKeys } from '../ask.ts';
import { ChangeDrawer } from '../change-drawer.tsx';
import type { FieldSpec } from '../change-field.ts';

type UnitFormProps = { readonly unit: UnitHistory; readonly today: Day; readonly onClose: () => void };
type Look = (key: string) => string;

export const refreshUnits = [adminKeys.units, adminKeys.authorities, ['bureaus']] as const;

const namingFields = (t: Look): FieldSpec[] => [
  { kind: 'text', name: 'name', label: t('administration:units.name'), most: 80 },
  { kind: 'text', name: 'shortName', label: t('administration:units.shortName'), most: 20 },
  { kind: 'text', name: 'address', label: t('administration:units.address'), most: 200 },
  { kind: 'text', name: 'phone', label: t('administration:units.phone'), most: 40 },
  {
    kind: 'text',
    name: 'documentPrefix',
    label: t('administration:units.documentPrefix'),
    hint: t('administration:units.documentPrefixHint'),
    most: 12,
  },
];

/** The powers each kind of unit can have; the server says the same. */
export const powersOf: Readonly<Record<UnitHistory['kind'], readonly string[]>> = {
  'intake-centre': ['receive-and-distribute'],
  bureau: ['decide-complaints', 'mediate', 'verify-reports', 'punish', 'food', 'designate-jurisdiction'],
  station: ['mediate', 'verify-reports', 'punish', 'food'],
  association: ['mediate-when-entrusted'],
};

const usualPowers: Readonly<Record<UnitHistory['kind'], readonly string[]>> = {
  ...powersOf,
  bureau: ['decide-complaints', 'mediate', 'verify-reports', 'punish', 'food'],
  station: ['mediate'],
};

export const unitKinds = ['bureau', 'station', 'intake-centre', 'association'] as const;

type OpenProps = {
  readonly kind: UnitHistory['kind'];
  readonly units: readonly UnitHistory[];
  readonly today: Day;
  readonly onClose: () => void;
  readonly onDone: (id: string) => void;
};

/** What there is to say about a new unit follows from its kind. */
export const OpenUnit = ({ kind, units, today, onClose, onDone }: OpenProps) => {
  const t = useTexts();
  const session = useSession();
  const prefix = `${session.data?.tenant ?? ''}-`;
  const superiors = units.filter((unit) => unit.kind === 'bureau' && unit.closedOn === null);
  const top = superiors.find((unit) => unit.parent === null);
  return (
    <ChangeDrawer<{ id: string }>
      title={t('administration:units.openKind', { kind: t(`directory:unit-kinds.${kind}`) })}
      consequence={t(`administration:units.opens.${kind}`)}
      act={t('administration:units.open')}
      said={t('administration:units.opened')}
      initial={{ from: today, powers: usualPowers[kind], areas: [], parent: kind === 'station' ? undefined : top?.id }}
      refresh={refreshUnits}
      fields={[
        {
          kind: 'text',
          name: 'word',
          sentAs: 'id',
          label: t('administration:units.code'),
          hint: t('administration:units.codeHint'),
          before: prefix,
          pattern: /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/,
          most: 40,
        },
        ...namingFields(t),
        ...(kind === 'association'
          ? []
          : [
              {
                kind: 'choice' as const,
                name: 'parent',
                label: t('administration:units.parent'),
                optional: kind !== 'station',
                options: superiors.map((unit) => ({ value: unit.id, label: unit.name })),
              },
            ]),
        { kind: 'place', name: 'region', label: t('administration:units.region') },
        {
          kind: 'several',
          name: 'powers',
          label: t('administration:units.powers'),
          optional: true,
          options: powersOf[kind].map((value) => ({ value, label: t(`directory:powers.${value}`) })),
        },
        ...(kind === 'bureau' || kind === 'station'
          ? [
              {
                kind: 'place' as const,
                name: 'areas',
                label: t('administration:units.areas'),
                hint: t('administration:units.areasHint'),
                optional: true,
                several: true,
              },
            ]
          : []),
        {
          kind: 'text',
          name: 'basis',
          label: t('administration:basis'),
          hint: t('administration:units.basisHint'),
          most: 200,
        },
        { kind: 'day', name: 'from', label: t('administration:from'), today },
      ]}
      send={({ word, ...values }, idempotencyKey) =>
        write(
          '/administration/units',
          { parent: null, powers: [], areas: [], ...values, kind, id: `${prefix}${String(word)}` },
          { idempotencyKey },
        )
      }
      onClose={onClose}
      onDone={({ id }) => onDone(id)}
    />
  );
};

export const RenameUnit = ({ unit, today, onClose }: UnitFormProps) => {
  const t = useTexts();
  const { name, shortName, address, phone, documentPrefix } = unit;
  return (
    <ChangeDrawer
      title={t('administration:units.rename')}
      consequence={t('administration:units.renameConsequence')}
      act={t('administration:units.rename')}
      said={t('administration:units.renamed')}
      initial={{ name, shortName, address, phone, documentPrefix, from: today }}
      refresh={refreshUnits}
      fields={[
        ...namingFields(t),
        { kind: 'day', name: 'from', label: t('administration:from'), today },
        { kind: 'long', name: 'reason', label: t('administration:reason'), most: 500 },
      ]}
      send={(values, idempotencyKey) => write(`/administration/units/${unit.id}/names`, values, { idempotencyKey })}
      onClose={onClose}
    />
  );
};

export const CloseUnit = ({ unit, today, onClose }: UnitFormProps) => {
  const t = useTexts();
  return (
    <ChangeDrawer
      title={t('administration:units.close')}
      consequence={t('administration:units.closeConsequence', { name: unit.name })}
      act={t('administration:units.close')}
      said={t('administration:units.closedNow')}
      refresh={refreshUnits}
      fields={[
        { kind: 'day', name: 'on', label: t('administration:units.closeOn'), today },
        { kind: 'long', name: 'reason', label: t('administration:reason'), most: 500 },
      ]}
      send={(values, idempotencyKey) => write(`/administration/units/${unit.id}/close`, values, { idempotencyKey })}
      onClose={onClose}
    />
  );
};
