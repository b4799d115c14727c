import '../administration.css';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { read, write } from '../../../kit/api.ts';
import { routes } from '../../../kit/paths.ts';
import { PlainTable } from '../../../kit/plain-table.tsx';
import { useTexts } from '../../../kit/texts.ts';
import { useTitle } from '../../../kit/use-title.ts';
import { instantText } from '../../../kit/when.ts';
import { adminKeys, useHasRole, useToday } from '../ask.ts';
import { ChangeDrawer } from '../change-drawer.tsx';

type HeldCase = {
  readonly id: string;
  readonly number: string;
  readonly kind: string;
  readonly reason: string;
  readonly placedByName: string;
  readonly placedAt: string;
};

const refresh = [adminKeys.holds, ['case'], ['questions']] as const;

/** A question's number carries a Q where a complaint's has only the day. */
const isQuestion = (number: string): boolean => /-Q\d/iu.test(number);

const pathOf = (number: string): string =>
  `/${isQuestion(number) ? 'consultations' : 'complaints'}/${encodeURIComponent(number.trim())}/legal-holds`;

/** Cases kept whole while a reconsideration, suit or inquiry runs. */
export const HoldsPage = () => {
  const t = useTexts();
  useTitle(t('administration:holds.title'));
  const today = useToday();
  const isHead = useHasRole('bureau-head');
  const isHandler = useHasRole('handler');
  const held = useQuery({
    queryKey: adminKeys.holds,
    queryFn: ({ signal }) => read<HeldCase[]>('/legal-holds', signal),
  });
  const [form, setForm] = useState<'place' | HeldCase>();
  return (
    <div className="page">
      <div className="page-head">
        <div>
          <h1>{t('administration:holds.title')}</h1>
          <p className="quiet measure">{t('administration:holds.intro')}</p>
        </div>
        {(isHead || isHandler) && (
          <div className="page-acts">
            <Button type="primary" onClick={() => setForm('place')}>
              {t('administration:holds.place')}
            </Button>
          </div>
        )}
      </div>
      <PlainTable
        label={t('administration:holds.title')}
        rows={held}
        keyOf={(one) => one.id}
        empty={t('administration:holds.empty')}
        columns={[
          {
            title: t('administration:holds.case'),
            cell: (one) => (
              <Link to={one.kind === 'consultation' ? routes.questionOf(one.number) : routes.caseOf(one.number)}>
                {one.number}
              </Link>
            ),
          },
          { title: t('administration:reason'), cell: (one) => one.reason },
          {
            title: t('administration:holds.placed'),
            cell: (one) => `${one.placedByName} · ${instantText(one.placedAt, today, t)}`,
          },
        ]}
        acts={(one) =>
          isHead && (
            <Button size="small" onClick={() => setForm(one)}>
              {t('administration:holds.lift')}
            </Button>
          )
        }
      />
      {form === 'place' && (
        <ChangeDrawer
          title={t('administration:holds.place')}
          consequence={t('administration:holds.placeConsequence')}
          act={t('administration:holds.place')}
          said={t('administration:saved')}
          refresh={refresh}
          fields={[
            { kind: 'text', name: 'number', label: t('administration:holds.number'), most: 80 },
            {
              kind: 'long',
              name: 'reason',
              label: t('administration:reason'),
              hint: t('administration:holds.reasonHint'),
              most: 500,
            },
          ]}
          send={({ number, reason }) => write(pathOf(String(number)), { reason })}
          onClose={() => setForm(undefined)}
        />
      )}
      {form !== undefined && form !== 'place' && (
        <ChangeDrawer
          title={t('administration:holds.lift')}
          consequence={t('administration:holds.liftConsequence', { number: form.number })}
          act={t('administration:holds.lift')}
          said={t('administration:saved')}
          refresh={refresh}
          fields={[]}
          send={() => write(`${pathOf(form.number)}/${form.id}/lift`, {})}
          onClose={() => setForm(undefined)}
        />
      )}
    </div>
  );
};
