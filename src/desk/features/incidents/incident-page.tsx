import { ArrowLeftOutlined } from '@ant-design/icons';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button } from 'antd';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { moneyText } from '#kernel/money.ts';
import type { IncidentView } from '#modules/complaints/incidents/contract.ts';
import { read, write } from '../../kit/api.ts';
import type { Asked } from '../../kit/ask-field.ts';
import { Pairs } from '../../kit/pairs.tsx';
import { routes } from '../../kit/paths.ts';
import { Failure, Loading } from '../../kit/states.tsx';
import { useTexts } from '../../kit/texts.ts';
import { useTitle } from '../../kit/use-title.ts';
import { useToday } from '../../kit/use-today.ts';
import { VersionedAsk } from '../../kit/versioned-ask.tsx';
import { dayOrText } from '../../kit/when.ts';
import { Batches } from './batches.tsx';
import { actsOn, type IncidentAct, incidentBodies, incidentFields, incidentInitial } from './incident-forms.ts';
import { announcedText, incidentSeen } from './incident-seen.ts';
import { JoinCases } from './join-cases.tsx';
import { Papers } from './papers.tsx';
import { People } from './people.tsx';

const papers = [
  ['fact-sheet', 'incident-fact-sheet'],
  ['claimants', 'incident-claimants'],
] as const;

/** One event with its complaints: shared facts, one verification, one announcement, acts on all of them. */
export const IncidentPage = () => {
  const t = useTexts();
  const today = useToday();
  const { message } = App.useApp();
  const questions = useQueryClient();
  const { id = '' } = useParams();
  const [act, setAct] = useState<IncidentAct>();
  const [joining, setJoining] = useState(false);
  const path = `/incidents/${encodeURIComponent(id)}`;
  const found = useQuery({
    queryKey: ['incidents', id],
    queryFn: ({ signal }) => read<IncidentView>(path, signal),
    refetchInterval: (query) => (query.state.data?.batches.some((batch) => batch.waiting > 0) ? 2000 : false),
  });
  useTitle(found.data?.title ?? '');
  const doing = useMutation({
    mutationFn: ({ name, body, version }: { name: string; body: Asked; version: number }) =>
      write<unknown>(`${path}/${name}`, body, { version, idempotencyKey: crypto.randomUUID() }),
    onSuccess: (_, { name, body }) => {
      setAct(undefined);
      const what = name === 'papers' ? t(`complaint:paper.${body['code']}`) : t(`desk:incidents.act.${name}`);
      void message.success(t('desk:incidents.done', { act: what }));
    },
    onSettled: () => questions.invalidateQueries({ queryKey: ['incidents'] }),
  });
  if (found.data === undefined)
    return found.isError ? <Failure error={found.error} onRetry={() => void found.refetch()} /> : <Loading />;
  const view = found.data;
  const cases = Object.entries(view.cases);
  const isOpen = view.phase === 'open';
  const announced = announcedText(view, today, t);
  return (
    <div className="page">
      <Link className="back" to={routes.incidents}>
        <ArrowLeftOutlined aria-hidden /> {t('desk:case.back')}
      </Link>
      <div className="page-head">
        <h1>
          {view.title} <small>{view.number}</small>
        </h1>
        <div className="page-acts">
          {isOpen && <Button onClick={() => setJoining(true)}>{t('desk:incidents.act.join')}</Button>}
          {actsOn(view).map((one) => (
            <Button key={one} onClick={() => setAct(one)}>
              {t(`desk:incidents.act.${one}`)}
            </Button>
          ))}
        </div>
      </div>
      <Pairs
        pairs={[
          [t('desk:incidents.state'), t(`desk:incidents.phase.${view.phase}`)],
          [t('desk:incidents.operator'), view.operatorName],
          [t('desk:incidents.openedOn'), dayOrText(view.openedOn, today, t)],
          [
            t('desk:incidents.cases'),
            cases.length === 0 ? (
              t('desk:incidents.noCases')
            ) : (
              <span key="cases">
                <Link to={`${routes.cases}?incident=${view.id}`}>
                  {cases.map(([phase, count]) => `${t(`complaint:phase.${phase}`)} ${count}`).join(t('desk:separator'))}
                </Link>
                {view.elsewhere > 0 && (
                  <span className="quiet"> {t('desk:incidents.casesElsewhere', { count: view.elsewhere })}</span>
                )}
              </span>
            ),
          ],
          [t('desk:incidents.amountOfAll'), cases.length > 0 ? moneyText(view.amountFen) : ''],
          [
            t('desk:incidents.announcement'),
            announced !== '' && (
              <a key="announced" href={`/announcements/${view.id}`} target="_blank" rel="noreferrer">
                {announced}
              </a>
            ),
          ],
        ]}
      />
      <section>
        <h2>{t('desk:incidents.facts')}</h2>
        {view.facts.length === 0 && <p className="quiet">{t('desk:incidents.noFacts')}</p>}
        <ol className="numbered">
          {view.facts.map((fact) => (
            <li key={fact}>{fact}</li>
          ))}
        </ol>
      </section>
      {view.verification !== null && (
        <section>
          <h2>{t('desk:incidents.verification')}</h2>
          <p className="facts">{view.verification.finding}</p>
          <p className="facts">{view.verification.measures}</p>
          {view.verification.reasons !== '' && (
            <p className="quiet">{t('desk:incidents.correctedFor', { reasons: view.verification.reasons })}</p>
          )}
          {view.isAnnouncementOutdated && (
            <Alert type="warning" showIcon title={t('desk:incidents.announcementOutdated')} />
          )}
        </section>
      )}
      {cases.length > 0 && (
        <>
          <Batches view={view} />
          <People view={view} />
        </>
      )}
      <section>
        <h2>{t('desk:incidents.papers')}</h2>
        <Papers view={view} />
        {isOpen &&
          papers.map(([name, code]) => (
            <Button
              key={code}
              size="small"
              loading={doing.isPending}
              onClick={() => doing.mutate({ name: 'papers', body: { code }, version: view.version })}
            >
              {t(`desk:incidents.act.${name}`)}
            </Button>
          ))}
      </section>
      {joining && <JoinCases view={view} onClose={() => setJoining(false)} />}
      {act !== undefined && (
        <VersionedAsk
          key={act}
          title={t(`desk:incidents.act.${act}`)}
          submit={t(`desk:incidents.act.${act}`)}
          fields={incidentFields(act, t, view)}
          body={incidentBodies[act]}
          initial={incidentInitial(act, view)}
          seen={incidentSeen(view, today, t)}
          isGone={!actsOn(view).includes(act)}
          draft={view.number}
          busy={doing.isPending}
          error={doing.error}
          onClose={() => {
            doing.reset();
            setAct(undefined);
          }}
          onAsked={(body, version) => doing.mutate({ name: act, body, version })}
        />
      )}
    </div>
  );
};
