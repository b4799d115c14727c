import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import type { Day } from '#kernel/day.ts';
import type { OperatorFile } from '#modules/directory/register-contract.ts';
import { type Representative, shownAuthorities } from '#modules/directory/representative-contract.ts';
import { read, write } from '../../../kit/api.ts';
import { PlainTable } from '../../../kit/plain-table.tsx';
import { useTexts } from '../../../kit/texts.ts';
import { adminKeys } from '../ask.ts';
import { ChangeDrawer } from '../change-drawer.tsx';
import { DateRange, Part } from '../dated.tsx';
import { operatorPath } from './operator-forms.tsx';

type PartProps = { readonly file: OperatorFile; readonly today: Day };

const refresh = [adminKeys.operator] as const;

/** Who acts for the operator with an account of its own: entered at the counter by whoever has seen the papers. */
export const Representatives = ({ file, today }: PartProps) => {
  const t = useTexts();
  const [form, setForm] = useState<'link' | Representative>();
  const people = useQuery({
    queryKey: [...adminKeys.operator, file.id, 'representatives'],
    queryFn: ({ signal }) => read<Representative[]>(operatorPath(file, 'representatives'), signal),
  });
  const close = () => setForm(undefined);
  return (
    <Part
      title={t('administration:representatives.title')}
      act={
        people.data !== undefined && (
          <Button size="small" onClick={() => setForm('link')}>
            {t('administration:representatives.link')}
          </Button>
        )
      }
    >
      <PlainTable
        label={t('administration:representatives.title')}
        rows={people}
        keyOf={(one) => one.id}
        isPast={(one) => !one.current}
        empty={t('administration:representatives.none')}
        columns={[
          {
            cell: (one) => (
              <>
                {one.name} <span className="quiet">{one.phone}</span>
                <div className="detail-line">
                  {[
                    t(`administration:representatives.shown.${one.shown}`),
                    one.note,
                    one.linkedByName === null
                      ? null
                      : t('administration:representatives.by', { name: one.linkedByName }),
                    one.endedReason,
                  ]
                    .filter(Boolean)
                    .join(' · ')}
                </div>
              </>
            ),
          },
          { cell: (one) => <DateRange from={one.from} to={one.to} /> },
        ]}
        acts={(one) =>
          one.current && (
            <Button size="small" onClick={() => setForm(one)}>
              {t('administration:end')}
              <span className="unseen"> {one.name}</span>
            </Button>
          )
        }
      />
      {form === 'link' && <Link file={file} today={today} onClose={close} />}
      {form !== undefined && form !== 'link' && <End file={file} person={form} onClose={close} />}
    </Part>
  );
};

const Link = ({ file, today, onClose }: PartProps & { readonly onClose: () => void }) => {
  const t = useTexts();
  return (
    <ChangeDrawer
      title={t('administration:representatives.link')}
      consequence={t('administration:representatives.consequence', { name: file.name })}
      act={t('administration:representatives.link')}
      said={t('administration:representatives.linked')}
      refresh={refresh}
      fields={[
        { kind: 'text', name: 'name', label: t('administration:representatives.name'), most: 100 },
        {
          kind: 'text',
          name: 'phone',
          label: t('administration:representatives.phone'),
          hint: t('administration:representatives.phoneHint'),
          most: 40,
        },
        {
          kind: 'choice',
          name: 'shown',
          label: t('administration:representatives.shownBy'),
          options: shownAuthorities.map((value) => ({
            value,
            label: t(`administration:representatives.shown.${value}`),
          })),
        },
        {
          kind: 'text',
          name: 'note',
          label: t('administration:representatives.note'),
          hint: t('administration:representatives.noteHint'),
          optional: true,
          most: 500,
        },
        {
          kind: 'day',
          name: 'until',
          label: t('administration:representatives.until'),
          optional: true,
          today,
          days: 'future',
        },
      ]}
      send={(values) => write(operatorPath(file, 'representatives'), values)}
      onClose={onClose}
    />
  );
};

type EndProps = { readonly file: OperatorFile; readonly person: Representative; readonly onClose: () => void };

const End = ({ file, person, onClose }: EndProps) => {
  const t = useTexts();
  return (
    <ChangeDrawer
      title={t('administration:representatives.end', { name: person.name })}
      consequence={t('administration:representatives.endConsequence')}
      act={t('administration:end')}
      said={t('administration:saved')}
      refresh={refresh}
      fields={[{ kind: 'long', name: 'reason', label: t('administration:reason'), most: 500 }]}
      send={(values) => write(operatorPath(file, `representatives/${person.id}/end`), values)}
      onClose={onClose}
    />
  );
};
