import '../administration.css';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import type { Day } from '#kernel/day.ts';
import { problemOf, read, write } from '../../../kit/api.ts';
import { Pairs } from '../../../kit/pairs.tsx';
import { PlainTable } from '../../../kit/plain-table.tsx';
import { useBureaus, useSession } from '../../../kit/questions.ts';
import { Loading } from '../../../kit/states.tsx';
import { useTexts } from '../../../kit/texts.ts';
import { useTitle } from '../../../kit/use-title.ts';
import { instantText } from '../../../kit/when.ts';
import { adminKeys, useToday } from '../ask.ts';
import { Part } from '../dated.tsx';
import { OwnTokens } from './own-tokens.tsx';

type OwnSession = {
  readonly id: string;
  readonly device: string;
  readonly since: string;
  readonly lastSeenAt: string;
  readonly own: boolean;
};

/** One's own account: where one is signed in, and which scripts act in one's name. */
export const OwnPage = () => {
  const t = useTexts();
  useTitle(t('administration:own.title'));
  const session = useSession();
  const bureaus = useBureaus();
  const today = useToday();
  if (session.data === undefined) return <Loading />;
  const { name, roles, bureau } = session.data;
  return (
    <div className="page">
      <h1>{t('administration:own.title')}</h1>
      <Pairs
        pairs={[
          [t('administration:people.name'), name],
          [t('administration:people.at'), bureaus.data?.find((one) => one.id === bureau)?.name ?? bureau],
          [
            t('administration:people.roles'),
            roles.map((role) => t(`complaint:role.${role}`)).join(t('desk:separator')),
          ],
        ]}
      />
      <Sessions today={today} />
      <OwnTokens today={today} />
    </div>
  );
};

const Sessions = ({ today }: { readonly today: Day }) => {
  const t = useTexts();
  const questions = useQueryClient();
  const sessions = useQuery({
    queryKey: adminKeys.sessions,
    queryFn: ({ signal }) => read<OwnSession[]>('/sessions', signal),
  });
  const end = useMutation({
    mutationFn: (id: string) => write(`/sessions/${id}`, {}, { method: 'DELETE' }),
    onSettled: () => questions.invalidateQueries({ queryKey: adminKeys.sessions }),
  });
  return (
    <Part wide title={t('administration:own.sessions')}>
      <p className="quiet measure">{t('administration:own.sessionsHint')}</p>
      {end.isError && <Alert type="error" title={problemOf(end.error)?.detail ?? t('desk:state.errorText')} />}
      <PlainTable
        label={t('administration:own.sessions')}
        rows={sessions}
        keyOf={(one) => one.id}
        columns={[
          {
            title: t('administration:own.device'),
            cell: (one) => (one.device === '' ? t('desk:notGiven') : one.device),
          },
          { title: t('administration:own.since'), cell: (one) => instantText(one.since, today, t) },
          { title: t('administration:own.lastSeen'), cell: (one) => instantText(one.lastSeenAt, today, t) },
        ]}
        acts={(one) =>
          one.own ? (
            <span className="quiet">{t('administration:own.this')}</span>
          ) : (
            <Button size="small" loading={end.isPending} onClick={() => end.mutate(one.id)}>
              {t('administration:own.end')}
            </Button>
          )
        }
      />
    </Part>
  );
};
