import '../administration.css';
import { DownOutlined } from '@ant-design/icons';
import { Button, Dropdown } from 'antd';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import type { UnitHistory } from '#modules/directory/upkeep-contract.ts';
import { Empty, Failure, Loading } from '../../../kit/states.tsx';
import { useTexts } from '../../../kit/texts.ts';
import { useTitle } from '../../../kit/use-title.ts';
import { useHasRole, useToday, useUnits } from '../ask.ts';
import { ImportDrawer } from '../registers/import-drawer.tsx';
import { Authorities } from './authorities.tsx';
import { OpenUnit, unitKinds } from './unit-forms.tsx';
import { UnitPanel } from './unit-panel.tsx';

type Branch = { readonly unit: UnitHistory; readonly isBelow: boolean };

/** Superior units first, each followed by what is below it; closed ones at the end. */
const inOrder = (units: readonly UnitHistory[], today: string): Branch[] => {
  const open = units.filter((unit) => unit.closedOn === null || unit.closedOn > today);
  const ids = new Set(open.map((unit) => unit.id));
  const tops = open
    .filter((unit) => unit.parent === null || !ids.has(unit.parent))
    .sort((a, b) => Number(b.kind === 'bureau') - Number(a.kind === 'bureau'));
  const branch = (unit: UnitHistory, depth: number): Branch[] => [
    { unit, isBelow: depth > 1 },
    ...open.filter((one) => one.parent === unit.id).flatMap((one) => branch(one, depth + 1)),
  ];
  const closed = units.filter((unit) => !ids.has(unit.id)).map((unit) => ({ unit, isBelow: false }));
  return [...tops.flatMap((unit) => branch(unit, 0)), ...closed];
};

/** The units of the authority: what each may do, where, since when, and how it stands towards 12315. */
export const UnitsPage = () => {
  const t = useTexts();
  useTitle(t('administration:units.title'));
  const units = useUnits();
  const today = useToday();
  const mayChange = useHasRole('system-administrator');
  const [address, setAddress] = useSearchParams();
  const [form, setForm] = useState<UnitHistory['kind'] | 'import'>();
  if (units.data === undefined)
    return units.isError ? <Failure error={units.error} onRetry={() => void units.refetch()} /> : <Loading />;
  const branches = inOrder(units.data, today);
  const chosen = units.data.find((unit) => unit.id === address.get('unit')) ?? branches[0]?.unit;
  return (
    <div className="page">
      <div className="page-head">
        <div>
          <h1>{t('administration:units.title')}</h1>
          <p className="quiet measure">{t('administration:units.intro')}</p>
        </div>
        {mayChange && (
          <div className="page-acts">
            <Button onClick={() => setForm('import')}>{t('administration:import.units')}</Button>
            <Dropdown
              trigger={['click']}
              menu={{
                items: unitKinds.map((kind) => ({
                  key: kind,
                  label: t(`directory:unit-kinds.${kind}`),
                  onClick: () => setForm(kind),
                })),
              }}
            >
              <Button type="primary" iconPlacement="end" icon={<DownOutlined aria-hidden />}>
                {t('administration:units.open')}
              </Button>
            </Dropdown>
          </div>
        )}
      </div>
      {branches.length === 0 && <Empty>{t('administration:units.empty')}</Empty>}
      <div className="split">
        <ul className="pick-list" aria-label={t('administration:units.title')}>
          {branches.map(({ unit, isBelow }) => (
            <li key={unit.id} className={isBelow ? 'below' : ''}>
              <button
                type="button"
                className={unit.closedOn !== null && unit.closedOn <= today ? 'past' : ''}
                aria-current={unit.id === chosen?.id}
                onClick={() => setAddress({ unit: unit.id }, { replace: true })}
              >
                {unit.name}
                <small>
                  {t(`directory:unit-kinds.${unit.kind}`)} · {unit.id}
                  {unit.closedOn !== null && ` · ${t('administration:units.closed', { on: unit.closedOn })}`}
                </small>
              </button>
            </li>
          ))}
        </ul>
        {chosen !== undefined && (
          <UnitPanel key={chosen.id} unit={chosen} units={units.data} today={today} mayChange={mayChange} />
        )}
      </div>
      <Authorities />
      {form !== undefined && form !== 'import' && (
        <OpenUnit
          kind={form}
          units={units.data}
          today={today}
          onClose={() => setForm(undefined)}
          onDone={(id) => {
            setForm(undefined);
            setAddress({ unit: id }, { replace: true });
          }}
        />
      )}
      {form === 'import' && <ImportDrawer kind="units" onClose={() => setForm(undefined)} />}
    </div>
  );
};
