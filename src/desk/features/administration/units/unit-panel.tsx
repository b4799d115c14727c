import { Button } from 'antd';
import { useState } from 'react';
import type { Day } from '#kernel/day.ts';
import type { UnitHistory } from '#modules/directory/upkeep-contract.ts';
import { Pairs } from '../../../kit/pairs.tsx';
import { PlainTable } from '../../../kit/plain-table.tsx';
import { useTexts } from '../../../kit/texts.ts';
import { dayOrText } from '../../../kit/when.ts';
import { basisWords, DateRange, isOver, Part } from '../dated.tsx';
import { Superiors } from './superiors.tsx';
import {
  EndArea,
  EndPower,
  GiveArea,
  GivePower,
  SetMediationRooms,
  SetStanding,
  SetSuperior,
} from './unit-date-forms.tsx';
import { CloseUnit, RenameUnit } from './unit-forms.tsx';

type Form =
  | { readonly do: 'rename' | 'close' | 'power' | 'area' | 'standing' | 'superior' | 'rooms' }
  | { readonly do: 'end-power'; readonly power: string }
  | { readonly do: 'end-area'; readonly region: string; readonly name: string };

type PanelProps = {
  readonly unit: UnitHistory;
  readonly units: readonly UnitHistory[];
  readonly today: Day;
  readonly mayChange: boolean;
};

/** One unit with everything dated about it; what ended stays to be read. */
export const UnitPanel = ({ unit, units, today, mayChange }: PanelProps) => {
  const t = useTexts();
  const [form, setForm] = useState<Form>();
  const close = () => setForm(undefined);
  const isOpen = unit.closedOn === null || unit.closedOn > today;
  const may = mayChange && isOpen;
  const parent = units.find((one) => one.id === unit.parent);
  const small = (text: string, next: Form) => (
    <Button size="small" onClick={() => setForm(next)}>
      {text}
    </Button>
  );
  return (
    <div className="detail" aria-live="polite">
      <h2>{unit.name}</h2>
      {may && (
        <div className="detail-acts">
          <Button onClick={() => setForm({ do: 'rename' })}>{t('administration:units.rename')}</Button>
          <Button onClick={() => setForm({ do: 'standing' })}>{t('administration:units.setStanding')}</Button>
          <Button danger onClick={() => setForm({ do: 'close' })}>
            {t('administration:units.close')}
          </Button>
        </div>
      )}
      <Pairs
        pairs={[
          [t('administration:units.code'), unit.id],
          [t('administration:units.kind'), t(`directory:unit-kinds.${unit.kind}`)],
          [t('administration:units.parent'), parent?.name],
          [t('administration:units.address'), unit.address],
          [t('administration:units.phone'), unit.phone],
          [t('administration:units.documentPrefix'), unit.documentPrefix],
          [t('administration:units.term'), <DateRange key="term" from={unit.openedOn} to={unit.closedOn} />],
        ]}
      />
      {unit.kind === 'bureau' && (
        <Superiors
          unit={unit}
          today={today}
          act={may && small(t('administration:units.setSuperior'), { do: 'superior' })}
        />
      )}
      <Part
        title={t('administration:units.powers')}
        act={may && small(t('administration:units.givePower'), { do: 'power' })}
      >
        <PlainTable
          label={t('administration:units.powers')}
          rows={unit.powers}
          keyOf={(row) => `${row.power} ${row.from}`}
          isPast={(row) => isOver(row, today)}
          empty={t('administration:units.noPowers')}
          columns={[
            {
              cell: (row) => (
                <>
                  {t(`directory:powers.${row.power}`)}
                  <div className="detail-line">{basisWords(row.basis, t)}</div>
                </>
              ),
            },
            { cell: (row) => <DateRange from={row.from} to={row.to} /> },
          ]}
          acts={(row) =>
            may && row.to === null && small(t('administration:end'), { do: 'end-power', power: row.power })
          }
        />
      </Part>
      <Part
        title={t('administration:units.areas')}
        act={may && unit.kind !== 'intake-centre' && small(t('administration:units.giveArea'), { do: 'area' })}
      >
        <PlainTable
          label={t('administration:units.areas')}
          rows={unit.areas}
          keyOf={(row) => `${row.region} ${row.from}`}
          isPast={(row) => isOver(row, today)}
          empty={t('administration:units.noAreas')}
          columns={[
            {
              cell: (row) => (
                <>
                  {row.name} <span className="quiet">{row.region}</span>
                </>
              ),
            },
            { cell: (row) => <DateRange from={row.from} to={row.to} /> },
          ]}
          acts={(row) =>
            may &&
            row.to === null &&
            small(t('administration:end'), { do: 'end-area', region: row.region, name: row.name })
          }
        />
      </Part>
      {unit.kind !== 'intake-centre' && (
        <Part
          title={t('administration:units.rooms')}
          act={may && small(t('administration:units.setRooms'), { do: 'rooms' })}
        >
          {unit.rooms.length === 0 && unit.hours.length === 0 && (
            <p className="quiet">{t('administration:units.noRooms')}</p>
          )}
          <ul>
            {unit.rooms.map((room) => (
              <li key={room}>{room}</li>
            ))}
          </ul>
          {unit.hours.length > 0 && (
            <p>{t('administration:units.hoursLine', { hours: unit.hours.join(t('desk:separator')) })}</p>
          )}
        </Part>
      )}
      <Part title={t('administration:units.standing')}>
        <p>{t(`administration:standing.${unit.standing}`)}</p>
        {unit.standings.length === 0 && <p className="quiet">{t('administration:units.noStanding')}</p>}
        <ul>
          {unit.standings.map((row) => (
            <li key={`${row.from} ${row.standing} ${row.note}`} className="detail-line">
              {t('administration:units.standingLine', {
                from: dayOrText(row.from, today, t),
                standing: t(`administration:standingShort.${row.standing}`),
                note: row.note,
              })}
            </li>
          ))}
        </ul>
      </Part>
      {unit.names.length > 0 && (
        <Part title={t('administration:units.names')}>
          <ul>
            {unit.names.map((row) => (
              <li key={`${row.from} ${row.name}`}>
                {t('administration:units.nameLine', { from: dayOrText(row.from, today, t), name: row.name })}
                <div className="detail-line">{row.reason}</div>
              </li>
            ))}
          </ul>
        </Part>
      )}
      {form?.do === 'rename' && <RenameUnit unit={unit} today={today} onClose={close} />}
      {form?.do === 'close' && <CloseUnit unit={unit} today={today} onClose={close} />}
      {form?.do === 'power' && <GivePower unit={unit} today={today} onClose={close} />}
      {form?.do === 'area' && <GiveArea unit={unit} today={today} onClose={close} />}
      {form?.do === 'superior' && <SetSuperior unit={unit} today={today} onClose={close} />}
      {form?.do === 'rooms' && <SetMediationRooms unit={unit} today={today} onClose={close} />}
      {form?.do === 'standing' && <SetStanding unit={unit} today={today} onClose={close} />}
      {form?.do === 'end-power' && <EndPower unit={unit} power={form.power} today={today} onClose={close} />}
      {form?.do === 'end-area' && (
        <EndArea unit={unit} region={form.region} name={form.name} today={today} onClose={close} />
      )}
    </div>
  );
};
