import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useDeferredValue, useState } from 'react';
import type { Day } from '#kernel/day.ts';
import type { PlaceFound } from '#modules/directory/register-contract.ts';
import { queryText, read, write } from '../../../kit/api.ts';
import { PlainTable } from '../../../kit/plain-table.tsx';
import { useTexts } from '../../../kit/texts.ts';
import { useClear } from '../../../kit/use-clear.tsx';
import { ChangeDrawer } from '../change-drawer.tsx';
import { Part } from '../dated.tsx';
import { placeLabel } from '../place-field.tsx';

const refresh = [['places']] as const;

/** Functional zones have no place in GB/T 2260: each is answered for by the county it is said to lie in. */
export const Zones = ({ mayChange, today }: { readonly mayChange: boolean; readonly today: Day }) => {
  const t = useTexts();
  const clear = useClear();
  const [typed, setTyped] = useState('');
  const [form, setForm] = useState<'add' | PlaceFound>();
  const [closing, setClosing] = useState<PlaceFound>();
  const asked = useDeferredValue(typed.trim());
  const found = useQuery({
    queryKey: ['places', asked],
    queryFn: ({ signal }) => read<PlaceFound[]>(`/administration/places${queryText({ q: asked })}`, signal),
    enabled: asked !== '',
    placeholderData: keepPreviousData,
  });
  return (
    <Part
      wide
      id="places"
      title={t('administration:zones.title')}
      act={
        mayChange && (
          <Button size="small" onClick={() => setForm('add')}>
            {t('administration:zones.add')}
          </Button>
        )
      }
    >
      <p className="quiet measure">{t('administration:zones.intro')}</p>
      <div className="admin-filters">
        <Input
          allowClear={clear}
          value={typed}
          placeholder={t('administration:place.hint')}
          aria-label={t('administration:place.hint')}
          onChange={(event) => setTyped(event.target.value)}
        />
      </div>
      {asked !== '' && (
        <PlainTable
          label={t('administration:zones.title')}
          rows={found}
          keyOf={(place) => place.code}
          empty={t('administration:zones.none')}
          columns={[
            { cell: placeLabel },
            { cell: (place) => t(`administration:zones.level.${place.level}`) },
            {
              cell: (place) =>
                place.level === 'zone' &&
                (place.statisticalCounty === null
                  ? t('administration:zones.unmapped')
                  : t('administration:zones.liesIn', { county: place.statisticalCounty })),
            },
          ]}
          acts={(place) =>
            mayChange && (
              <>
                {place.level === 'zone' && (
                  <Button size="small" onClick={() => setForm(place)}>
                    {t('administration:zones.map')}
                  </Button>
                )}
                <Button size="small" onClick={() => setClosing(place)}>
                  {t('administration:zones.close')}
                </Button>
              </>
            )
          }
        />
      )}
      {form === 'add' && (
        <ChangeDrawer
          title={t('administration:zones.add')}
          consequence={t('administration:zones.addConsequence')}
          act={t('administration:zones.add')}
          said={t('administration:saved')}
          initial={{ from: today }}
          refresh={refresh}
          fields={[
            {
              kind: 'text',
              name: 'code',
              label: t('administration:zones.code'),
              hint: t('administration:zones.codeHint'),
              pattern: /^\d{6}(\d{3})?$/,
              most: 9,
            },
            { kind: 'text', name: 'name', label: t('administration:units.name'), most: 60 },
            { kind: 'place', name: 'county', label: t('administration:zones.county') },
            { kind: 'day', name: 'from', label: t('administration:from'), today },
          ]}
          send={(values, idempotencyKey) => write('/administration/zones', values, { idempotencyKey })}
          onClose={() => setForm(undefined)}
        />
      )}
      {form !== undefined && form !== 'add' && (
        <ChangeDrawer
          title={t('administration:zones.mapOf', { name: form.name })}
          consequence={t('administration:keptBefore')}
          act={t('administration:zones.map')}
          said={t('administration:saved')}
          refresh={refresh}
          fields={[
            { kind: 'place', name: 'county', label: t('administration:zones.county') },
            { kind: 'long', name: 'reason', label: t('administration:reason'), most: 500 },
          ]}
          send={(values) => write(`/administration/zones/${form.code}/county`, values)}
          onClose={() => setForm(undefined)}
        />
      )}
      {closing !== undefined && (
        <ChangeDrawer
          title={t('administration:zones.closeOf', { name: closing.name })}
          consequence={t('administration:zones.closeConsequence')}
          act={t('administration:zones.close')}
          said={t('administration:saved')}
          initial={{ on: today }}
          refresh={refresh}
          fields={[
            { kind: 'day', name: 'on', label: t('administration:zones.closedOn'), today, days: 'past' },
            { kind: 'place', name: 'successor', label: t('administration:zones.successor'), optional: true },
            { kind: 'long', name: 'reason', label: t('administration:reason'), most: 500 },
          ]}
          send={(values, idempotencyKey) =>
            write(`/administration/places/${closing.code}/close`, values, { idempotencyKey })
          }
          onClose={() => setClosing(undefined)}
        />
      )}
    </Part>
  );
};
