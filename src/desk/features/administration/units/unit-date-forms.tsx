import type { Day } from '#kernel/day.ts';
import type { UnitHistory } from '#modules/directory/upkeep-contract.ts';
import { write } from '../../../kit/api.ts';
import { useBureaus } from '../../../kit/questions.ts';
import { useTexts } from '../../../kit/texts.ts';
import { ChangeDrawer } from '../change-drawer.tsx';
import { holds } from '../dated.tsx';
import { powersOf, refreshUnits } from './unit-forms.tsx';

type DateFormProps = { readonly unit: UnitHistory; readonly today: Day; readonly onClose: () => void };

const pathOf = (unit: UnitHistory, rest: string): string => `/administration/units/${unit.id}/${rest}`;

export const GivePower = ({ unit, today, onClose }: DateFormProps) => {
  const t = useTexts();
  const held = unit.powers.filter((row) => holds(row, today)).map((row) => row.power);
  return (
    <ChangeDrawer
      title={t('administration:units.givePower')}
      consequence={t('administration:units.powerConsequence')}
      act={t('administration:units.givePower')}
      said={t('administration:saved')}
      initial={{ from: today }}
      refresh={refreshUnits}
      fields={[
        {
          kind: 'choice',
          name: 'power',
          label: t('administration:units.power'),
          options: powersOf[unit.kind]
            .filter((power) => !held.includes(power))
            .map((value) => ({ value, label: t(`directory:powers.${value}`) })),
        },
        {
          kind: 'text',
          name: 'basis',
          label: t('administration:basis'),
          hint: t('administration:units.basisHint'),
          most: 200,
        },
        { kind: 'day', name: 'from', label: t('administration:from'), today },
      ]}
      send={(values) => write(pathOf(unit, 'powers'), values)}
      onClose={onClose}
    />
  );
};

export const EndPower = ({ unit, power, today, onClose }: DateFormProps & { readonly power: string }) => {
  const t = useTexts();
  const name = t(`directory:powers.${power}`);
  return (
    <ChangeDrawer
      title={t('administration:units.endPower', { name })}
      consequence={t('administration:dated.endHint')}
      act={t('administration:end')}
      said={t('administration:saved')}
      refresh={refreshUnits}
      fields={[
        { kind: 'day', name: 'on', label: t('administration:firstDayWithout'), today },
        { kind: 'long', name: 'reason', label: t('administration:reason'), most: 500 },
      ]}
      send={(values) => write(pathOf(unit, 'powers/end'), { ...values, power })}
      onClose={onClose}
    />
  );
};

export const GiveArea = ({ unit, today, onClose }: DateFormProps) => {
  const t = useTexts();
  return (
    <ChangeDrawer
      title={t('administration:units.giveArea')}
      consequence={t('administration:units.areaConsequence')}
      act={t('administration:units.giveArea')}
      said={t('administration:saved')}
      initial={{ from: today }}
      refresh={refreshUnits}
      fields={[
        { kind: 'place', name: 'region', label: t('administration:units.area') },
        { kind: 'day', name: 'from', label: t('administration:from'), today },
        { kind: 'long', name: 'reason', label: t('administration:reason'), most: 500 },
      ]}
      send={(values) => write(pathOf(unit, 'areas'), values)}
      onClose={onClose}
    />
  );
};

type EndAreaProps = DateFormProps & { readonly region: string; readonly name: string };

export const EndArea = ({ unit, region, name, today, onClose }: EndAreaProps) => {
  const t = useTexts();
  return (
    <ChangeDrawer
      title={t('administration:units.endArea', { name })}
      consequence={t('administration:dated.endHint')}
      act={t('administration:end')}
      said={t('administration:saved')}
      refresh={refreshUnits}
      fields={[
        { kind: 'day', name: 'on', label: t('administration:firstDayWithout'), today },
        { kind: 'long', name: 'reason', label: t('administration:reason'), most: 500 },
      ]}
      send={(values) => write(pathOf(unit, 'areas/end'), { ...values, region })}
      onClose={onClose}
    />
  );
};

/** The one setting that says whether a filing here is already a filing: from today on at the earliest. */
export const SetStanding = ({ unit, today, onClose }: DateFormProps) => {
  const t = useTexts();
  return (
    <ChangeDrawer
      title={t('administration:units.setStanding')}
      consequence={t('administration:units.standingConsequence')}
      act={t('administration:units.setStanding')}
      said={t('administration:saved')}
      initial={{ from: today }}
      refresh={refreshUnits}
      fields={[
        {
          kind: 'choice',
          name: 'standing',
          label: t('administration:units.standing'),
          options: (['published-channel', 'companion'] as const).map((value) => ({
            value,
            label: t(`administration:standing.${value}`),
          })),
        },
        { kind: 'day', name: 'from', label: t('administration:from'), today, days: 'future' },
        { kind: 'long', name: 'note', label: t('administration:units.standingNote'), most: 500 },
      ]}
      send={(values) => write(pathOf(unit, 'standings'), values)}
      onClose={onClose}
    />
  );
};

const linesOf = (text: unknown): string[] =>
  String(text ?? '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** Who takes its cases over and settles its disputes over competence: a unit that works here, or bodies by name. */
/** One hour a line or after a comma, as people write it: 9:30 is 09:30. */
const hoursOf = (written: unknown): string[] =>
  String(written ?? '')
    .normalize('NFKC')
    .split(/[\s,、;]+/u)
    .filter((hour) => hour !== '')
    .map((hour) => hour.padStart(5, '0'));

export const SetMediationRooms = ({ unit, onClose }: DateFormProps) => {
  const t = useTexts();
  return (
    <ChangeDrawer
      title={t('administration:units.setRooms')}
      consequence={t('administration:units.roomsConsequence')}
      act={t('administration:units.setRooms')}
      said={t('administration:saved')}
      initial={{ rooms: unit.rooms.join('\n'), hours: unit.hours.join('、') }}
      refresh={refreshUnits}
      fields={[
        {
          kind: 'long',
          name: 'rooms',
          label: t('administration:units.rooms'),
          hint: t('administration:units.roomsHint'),
          optional: true,
          most: 4000,
        },
        {
          kind: 'text',
          name: 'hours',
          label: t('administration:units.hours'),
          hint: t('administration:units.hoursHint'),
          optional: true,
          most: 100,
        },
      ]}
      send={({ rooms, hours }) =>
        write(pathOf(unit, 'mediation-rooms'), { rooms: linesOf(rooms), hours: hoursOf(hours) })
      }
      onClose={onClose}
    />
  );
};

export const SetSuperior = ({ unit, today, onClose }: DateFormProps) => {
  const t = useTexts();
  const bureaus = useBureaus();
  const [now] = unit.superiors.filter((row) => row.from <= today);
  return (
    <ChangeDrawer
      title={t('administration:units.setSuperior')}
      consequence={t('administration:units.superiorConsequence')}
      act={t('administration:units.setSuperior')}
      said={t('administration:saved')}
      initial={{ from: today, superior: now?.superior ?? undefined, bodies: (now?.bodies ?? []).join('\n') }}
      refresh={refreshUnits}
      fields={[
        {
          kind: 'choice',
          name: 'superior',
          label: t('administration:units.superiorHere'),
          hint: t('administration:units.superiorHereHint'),
          optional: true,
          options: (bureaus.data ?? [])
            .filter((one) => one.kind === 'bureau' && one.id !== unit.id)
            .map((one) => ({ value: one.id, label: one.name })),
        },
        {
          kind: 'long',
          name: 'bodies',
          label: t('administration:units.superiorOutside'),
          hint: t('administration:units.superiorOutsideHint'),
          optional: true,
          most: 400,
        },
        { kind: 'day', name: 'from', label: t('administration:from'), today },
        { kind: 'long', name: 'reason', label: t('administration:basis'), most: 500 },
      ]}
      send={({ superior, bodies, ...values }) =>
        write(pathOf(unit, 'superiors'), { ...values, superior: superior ?? null, bodies: linesOf(bodies) })
      }
      onClose={onClose}
    />
  );
};
