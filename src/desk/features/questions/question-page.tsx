import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import type { Translate } from '#kernel/translate.ts';
import type { ConsultationView } from '#modules/intake/consultations/contract.ts';
import { read, write } from '../../kit/api.ts';
import { AskDrawer, type Asked, type AskField } from '../../kit/ask-drawer.tsx';
import { LegalHolds } from '../../kit/legal-holds.tsx';
import { Pairs } from '../../kit/pairs.tsx';
import { routes } from '../../kit/paths.ts';
import { Failure, Loading } from '../../kit/states.tsx';
import { useTexts } from '../../kit/texts.ts';
import { useTitle } from '../../kit/use-title.ts';
import { useToday } from '../../kit/use-today.ts';
import { dayOrText, instantText } from '../../kit/when.ts';

type Act = ConsultationView['acts'][number];
const toldWays = ['internet', 'phone', 'sms', 'e-mail', 'letter', 'hand'] as const;

const fieldsOf = (act: Act, view: ConsultationView, t: Translate): readonly AskField[] => {
  const label = (name: string): string => t(`desk:questions.${name}`);
  if (act === 'answer')
    return [
      { name: 'text', label: label('answerText'), kind: 'long', required: true },
      { name: 'basis', label: label('basisText'), kind: 'lines' },
    ];
  if (act === 'transfer')
    return [
      { name: 'to', label: label('transferredTo'), kind: 'text', required: true },
      { name: 'reasons', label: label('reasons'), kind: 'long', required: true },
      ...(view.food ? [] : [{ name: 'foodMatter', label: label('foodMatter'), kind: 'yes-no' as const }]),
    ];
  const choices = toldWays.map((way) => ({ value: way, label: t(`complaint:contactChannel.${way}`) }));
  return [{ name: 'told', label: label('told'), kind: 'choice', required: true, choices }];
};

export const QuestionPage = () => {
  const t = useTexts();
  const today = useToday();
  const { message } = App.useApp();
  const questions = useQueryClient();
  const { number = '' } = useParams();
  const [act, setAct] = useState<Act>();
  useTitle(number);
  const path = `/consultations/${encodeURIComponent(number)}`;
  const key = ['questions', 'one', number];
  const found = useQuery({ queryKey: key, queryFn: ({ signal }) => read<ConsultationView>(path, signal) });
  const doing = useMutation({
    mutationFn: ({ name, body, version }: { name: Act; body: Asked; version: number }) =>
      write<unknown>(`${path}/${name}`, body, { version, idempotencyKey: crypto.randomUUID() }),
    onSuccess: (_, { name }) => {
      setAct(undefined);
      void message.success(t('desk:questions.done', { act: t(`desk:questions.act.${name}`) }));
    },
    onSettled: () => questions.invalidateQueries({ queryKey: ['questions'] }),
  });
  if (found.data === undefined)
    return found.isError ? <Failure error={found.error} onRetry={() => void found.refetch()} /> : <Loading />;
  const view = found.data;
  return (
    <div className="page">
      <Link className="back" to={routes.questions}>
        {t('desk:case.back')}
      </Link>
      <div className="page-head">
        <h1>
          {view.number} <small>{t(`desk:questions.phase.${view.phase}`)}</small>
        </h1>
        <div className="page-acts">
          {view.acts.map((one) => (
            <Button key={one} type={one === 'answer' ? 'primary' : 'default'} onClick={() => setAct(one)}>
              {t(`desk:questions.act.${one}`)}
            </Button>
          ))}
        </div>
      </div>
      <h2>{t('desk:questions.question')}</h2>
      <p className="facts">{view.question ?? <em>{t('desk:case.erased')}</em>}</p>
      <Pairs
        pairs={[
          [t('desk:questions.asker'), view.asker.name],
          [t('desk:case.phone'), view.asker.phone],
          [t('desk:case.address'), view.asker.address],
          [t('desk:case.bureau'), view.bureauName],
          [t('desk:case.channel'), t(`complaint:channel.${view.channel}`)],
          [t('desk:case.filed'), instantText(view.filedAt, today, t)],
          [t('desk:questions.transferredTo'), view.transferredTo],
        ]}
      />
      {view.answer !== null && (
        <section>
          <h2>{t('desk:questions.answerText')}</h2>
          <p className="facts">{view.answer.text}</p>
          <p className="basis">
            {[view.answer.on && dayOrText(view.answer.on, today, t), ...view.answer.basis].filter(Boolean).join(' · ')}
          </p>
        </section>
      )}
      {view.phase === 'retired' && <p>{t('desk:questions.retired')}</p>}
      <ul>
        {view.papers.map((paper) => (
          <li key={paper.n}>
            <a href={paper.url} target="_blank" rel="noreferrer">
              {t(`complaint:paper.${paper.code}`)} {paper.number}
            </a>
          </li>
        ))}
      </ul>
      <LegalHolds path={path} mayHold={view.mayHold && view.phase !== 'retired'} mayLift={view.mayLiftHold} />
      {act !== undefined && (
        <AskDrawer
          key={act}
          title={t(`desk:questions.act.${act}`)}
          submit={t(`desk:questions.act.${act}`)}
          fields={fieldsOf(act, view, t)}
          {...(act === 'answer' && view.answer?.text ? { initial: { text: view.answer.text } } : {})}
          busy={doing.isPending}
          error={doing.error}
          onClose={() => {
            doing.reset();
            setAct(undefined);
          }}
          onAsked={(body) => doing.mutate({ name: act, body, version: view.version })}
        />
      )}
    </div>
  );
};
