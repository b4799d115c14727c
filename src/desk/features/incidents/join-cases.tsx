import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import type { IncidentView, Matches } from '#modules/complaints/incidents/contract.ts';
import { problemOf, write } from '../../kit/api.ts';
import { useTexts } from '../../kit/texts.ts';

/** Open complaints against the same operator that do not belong to the event yet. */
export const JoinCases = ({ view }: { readonly view: IncidentView }) => {
  const t = useTexts();
  const { message } = App.useApp();
  const questions = useQueryClient();
  const found = useQuery({
    queryKey: ['incidents', view.id, 'matches', view.version],
    queryFn: () => write<Matches>(`/incidents/${view.id}/search`, {}),
    enabled: view.operator !== null,
  });
  const join = useMutation({
    mutationFn: () =>
      write(
        `/incidents/${view.id}/batches`,
        { act: 'join-incident', search: {} },
        { version: view.version, idempotencyKey: crypto.randomUUID() },
      ),
    onSuccess: () => void message.success(t('desk:incidents.ordered')),
    onError: (error) => void message.error(problemOf(error)?.detail ?? t('desk:state.errorText')),
    onSettled: () => questions.invalidateQueries({ queryKey: ['incidents'] }),
  });
  if (found.data === undefined) return null;
  const { total } = found.data;
  return (
    <section>
      <h2>{t('desk:incidents.act.join')}</h2>
      {total === 0 ? (
        <p className="quiet">{t('desk:incidents.none')}</p>
      ) : (
        <p>
          {t('desk:incidents.found', { count: total })}{' '}
          <Button size="small" loading={join.isPending} onClick={() => join.mutate()}>
            {t('desk:incidents.joinAll', { count: total })}
          </Button>
        </p>
      )}
    </section>
  );
};
