import { opensCases } from '#kernel/actor.ts';
import type { Day } from '#kernel/day.ts';
import type { OrganisationView, UnitHistory } from '#modules/directory/upkeep-contract.ts';
import { write } from '../../../kit/api.ts';
import { useTexts } from '../../../kit/texts.ts';
import { adminKeys, type Grant, useOrganisations } from '../ask.ts';
import { ChangeDrawer } from '../change-drawer.tsx';
import type { FieldSpec } from '../change-field.ts';
import type { Person } from './person.ts';

export const roles = [
  'intake-officer',
  'handler',
  'mediator',
  'bureau-head',
  'association-mediator',
  'leader',
  'system-administrator',
  'security-administrator',
  'auditor',
] as const;

const below = (units: readonly UnitHistory[], id: string): string[] => [
  id,
  ...units.filter((unit) => unit.parent === id).flatMap((unit) => below(units, unit.id)),
];

/** A unit opens its own cases and those of the units below it; a 12315 centre those of the bureau it belongs to. */
export const usualSight = (units: readonly UnitHistory[], id: string): string[] => {
  const unit = units.find((one) => one.id === id);
  if (unit === undefined) return [];
  return below(units, unit.kind === 'intake-centre' && unit.parent !== null ? unit.parent : id);
};

type Texts = ReturnType<typeof useTexts>;
type Place = { readonly value: string; readonly label: string };

export const usePlaces = (
  units: readonly UnitHistory[],
  today: Day,
  kinds?: readonly OrganisationView['kind'][],
): Place[] => {
  const organisations = useOrganisations();
  const open = units.filter((unit) => unit.closedOn === null || unit.closedOn > today);
  const bodies = (organisations.data ?? []).filter(
    (one) => (one.to === null || one.to > today) && (kinds === undefined || kinds.includes(one.kind)),
  );
  const known = new Set(open.map((unit) => unit.id));
  return [
    ...open.map((unit) => ({ value: unit.id, label: unit.name })),
    ...bodies.filter((one) => !known.has(one.id)).map((one) => ({ value: one.id, label: one.name })),
  ];
};

export const roleFields = (t: Texts, places: readonly Place[], units: readonly UnitHistory[]): FieldSpec[] => [
  {
    kind: 'choice',
    name: 'role',
    label: t('administration:people.role'),
    options: roles.map((value) => ({ value, label: t(`complaint:role.${value}`) })),
  },
  { kind: 'choice', name: 'bureau', label: t('administration:people.at'), options: places },
  {
    kind: 'several',
    name: 'sees',
    label: t('administration:people.sees'),
    hint: t('administration:people.seesHint'),
    optional: true,
    options: units.map((unit) => ({ value: unit.id, label: unit.name })),
  },
];

/** What is sent: silence about the units seen means the usual ones. */
export const grantFrom = (values: Readonly<Record<string, unknown>>, units: readonly UnitHistory[]) => {
  const { sees, bureau, role } = values;
  const named = Array.isArray(sees) && sees.length > 0 ? sees : usualSight(units, String(bureau));
  return { ...values, sees: opensCases(String(role)) ? named : [] };
};

type RoleProps = {
  readonly person: Person;
  readonly units: readonly UnitHistory[];
  readonly today: Day;
  readonly onClose: () => void;
};

export const GiveRole = ({ person, units, today, onClose }: RoleProps) => {
  const t = useTexts();
  const places = usePlaces(units, today);
  return (
    <ChangeDrawer
      title={t('administration:people.giveRoleTo', { name: person.name })}
      consequence={t('administration:people.giveConsequence')}
      act={t('administration:people.giveRole')}
      said={t('administration:people.roleGiven')}
      initial={{ from: today, bureau: person.present[0]?.unit }}
      refresh={[adminKeys.accounts]}
      fields={[
        ...roleFields(t, places, units),
        { kind: 'day', name: 'from', label: t('administration:from'), today },
        { kind: 'day', name: 'to', label: t('administration:people.roleTo'), today, optional: true, days: 'future' },
      ]}
      send={(values, idempotencyKey) =>
        write('/role-grants', { ...grantFrom(values, units), account: person.account }, { idempotencyKey })
      }
      onClose={onClose}
    />
  );
};

type EndProps = { readonly person: Person; readonly grant: Grant; readonly onClose: () => void };

export const EndRole = ({ person, grant, onClose }: EndProps) => {
  const t = useTexts();
  const role = t(`complaint:role.${grant.role}`);
  return (
    <ChangeDrawer
      title={t('administration:people.takeRole')}
      consequence={t('administration:people.takeConsequence', { name: person.name, role })}
      act={t('administration:people.takeRole')}
      said={t('administration:people.roleTaken')}
      refresh={[adminKeys.accounts]}
      fields={[]}
      send={() => write(`/role-grants/${grant.id}`, {}, { method: 'DELETE' })}
      onClose={onClose}
    />
  );
};
