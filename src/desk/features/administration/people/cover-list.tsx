import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { useState } from 'react';
import type { Day } from '#kernel/day.ts';
import { problemOf, write } from '../../../kit/api.ts';
import { PlainTable } from '../../../kit/plain-table.tsx';
import { keys, useCovers } from '../../../kit/questions.ts';
import { useTexts } from '../../../kit/texts.ts';
import { adminKeys } from '../ask.ts';
import { ChangeDrawer } from '../change-drawer.tsx';
import { DateRange, Part } from '../dated.tsx';
import type { Person } from './person.ts';

/** Who stands in for whom anywhere in the authority; heads of bureaus arrange it for their own people. */
export const CoverList = ({ people, today }: { readonly people: readonly Person[]; readonly today: Day }) => {
  const t = useTexts();
  const questions = useQueryClient();
  const covers = useCovers();
  const [arranging, setArranging] = useState(false);
  const end = useMutation({
    mutationFn: (id: string) => write(`/staff/covers/${id}/end`, {}),
    onSettled: () => {
      void questions.invalidateQueries({ queryKey: keys.covers });
      void questions.invalidateQueries({ queryKey: adminKeys.accounts });
    },
  });
  const options = people
    .filter((one) => one.known?.status === 'active')
    .map((one) => ({ value: one.account, label: `${one.name} · ${one.login ?? ''}` }));
  return (
    <Part
      wide
      title={t('desk:team.covers')}
      act={
        <Button size="small" onClick={() => setArranging(true)}>
          {t('desk:team.addCover')}
        </Button>
      }
    >
      {end.isError && <Alert type="error" title={problemOf(end.error)?.detail ?? t('desk:state.errorText')} />}
      <PlainTable
        label={t('desk:team.covers')}
        rows={covers}
        keyOf={(cover) => cover.id}
        empty={t('desk:team.noCovers')}
        columns={[
          {
            cell: (cover) => (
              <>
                {t('administration:people.coverLine', { by: cover.byName, absent: cover.absentName })}
                <div className="detail-line">{t(`complaint:role.${cover.role}`)}</div>
                {!cover.stands && <strong className="warn-text">{t('desk:team.coverGone')}</strong>}
              </>
            ),
          },
          { cell: (cover) => <DateRange from={cover.from} to={cover.to} /> },
        ]}
        acts={(cover) => (
          <Button size="small" loading={end.isPending} onClick={() => end.mutate(cover.id)}>
            {t('desk:team.endCover')}
          </Button>
        )}
      />
      {arranging && (
        <ChangeDrawer
          title={t('desk:team.addCover')}
          consequence={t('desk:team.coversIntro')}
          act={t('desk:team.addCover')}
          said={t('desk:team.coverDone')}
          initial={{ from: today }}
          refresh={[keys.covers, adminKeys.accounts]}
          fields={[
            { kind: 'choice', name: 'absent', label: t('desk:team.absent'), options },
            { kind: 'choice', name: 'by', label: t('desk:team.by'), options },
            { kind: 'day', name: 'from', label: t('desk:team.fromDay'), today, days: 'future' },
            { kind: 'day', name: 'to', label: t('desk:team.toDay'), today, days: 'future' },
            { kind: 'long', name: 'reason', label: t('desk:team.reason'), most: 500 },
          ]}
          send={(values) => write('/staff/covers', values)}
          onClose={() => setArranging(false)}
        />
      )}
    </Part>
  );
};
