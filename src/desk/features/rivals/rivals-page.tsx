import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useState } from 'react';
import type { Translate } from '#kernel/translate.ts';
import type { BureausToName } from '#modules/complaints/competence-contract.ts';
import {
  AnswerQuestionBody,
  type CompetenceQuestion,
  type CompetenceQuestions,
  DecideRequestBody,
} from '#modules/complaints/rivals/contract.ts';
import { read, write } from '../../kit/api.ts';
import { AskDrawer } from '../../kit/ask-drawer.tsx';
import type { Asked, AskField } from '../../kit/ask-field.ts';
import { Pairs } from '../../kit/pairs.tsx';
import { keys, useBureausOfRequest } from '../../kit/questions.ts';
import { Failure, Loading } from '../../kit/states.tsx';
import { useTexts } from '../../kit/texts.ts';
import { useTitle } from '../../kit/use-title.ts';
import { useToday } from '../../kit/use-today.ts';
import { dayOrText, instantText } from '../../kit/when.ts';

const key = [...keys.rivals, 'all'];

/** What other bureaus ask this one in disputes over who handles a case, and the answers given. */
export const RivalsPage = () => {
  const t = useTexts();
  const { message } = App.useApp();
  const questions = useQueryClient();
  const [answering, setAnswering] = useState<CompetenceQuestion>();
  useTitle(t('desk:rivals.title'));
  const found = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => read<CompetenceQuestions>('/competence-questions', signal),
  });
  const answer = useMutation({
    mutationFn: ({ row: { id, kind }, body: { takes, ...body } }: { row: CompetenceQuestion; body: Asked }) =>
      kind === 'request'
        ? write<unknown>(`/competence-questions/${id}/decide`, body)
        : write<unknown>(`/competence-questions/${id}/answer`, { ...body, takes: takes === 'takesYes' }),
    onSuccess: (_, { row }) => {
      setAnswering(undefined);
      void message.success(t(row.kind === 'request' ? 'desk:rivals.decidedNow' : 'desk:rivals.sent'));
    },
    onSettled: () => questions.invalidateQueries({ queryKey: keys.rivals }),
  });
  const isRequest = answering?.kind === 'request';
  const named = useBureausOfRequest(isRequest ? answering.id : undefined);
  if (found.data === undefined)
    return found.isError ? <Failure error={found.error} onRetry={() => void found.refetch()} /> : <Loading />;
  const { questions: rows, mayAnswer, mayDecide } = found.data;
  return (
    <div className="page">
      <h1>{t('desk:rivals.title')}</h1>
      <p className="quiet">{t('desk:rivals.intro')}</p>
      {rows.length === 0 && <p>{t('desk:rivals.none')}</p>}
      {rows.map((row) => (
        <Question
          key={row.id}
          row={row}
          may={row.kind === 'request' ? mayDecide : mayAnswer}
          onAnswer={() => {
            answer.reset();
            setAnswering(row);
          }}
        />
      ))}
      {answering !== undefined && (
        <AskDrawer
          title={t(isRequest ? 'desk:rivals.decide' : 'desk:rivals.answer')}
          submit={t(isRequest ? 'desk:rivals.decide' : 'desk:rivals.send')}
          fields={isRequest ? decisionFields(named.data, t) : answerFields(t)}
          body={isRequest ? DecideRequestBody : AnswerQuestionBody}
          draft={answering.id}
          busy={answer.isPending}
          error={answer.error}
          onClose={() => setAnswering(undefined)}
          onAsked={(body) => answer.mutate({ row: answering, body })}
        >
          {isRequest && <p>{t('desk:rivals.decideNote')}</p>}
        </AskDrawer>
      )}
    </div>
  );
};

const answerFields = (t: Translate): readonly AskField[] => [
  {
    name: 'takes',
    label: t('desk:rivals.takes'),
    kind: 'choice',
    required: true,
    choices: (['takesYes', 'takesNo'] as const).map((value) => ({ value, label: t(`desk:rivals.${value}`) })),
  },
  { name: 'reasons', label: t('desk:rivals.answerReasons'), kind: 'long', required: true, most: 4000 },
];

const decisionFields = (named: BureausToName | undefined, t: Translate): readonly AskField[] => [
  {
    name: 'competent',
    label: t('desk:rivals.competent'),
    kind: 'choice',
    required: true,
    hint: t('desk:rivals.competentHint'),
    choices: (named?.bureaus ?? []).map(({ unit, name }) => ({ value: unit, label: name })),
  },
  { name: 'reasons', label: t('desk:rivals.answerReasons'), kind: 'long', required: true, most: 4000 },
  { name: 'document', label: t('desk:rivals.document'), kind: 'text' },
];

type QuestionProps = { readonly row: CompetenceQuestion; readonly may: boolean; readonly onAnswer: () => void };

const Question = ({ row, may, onAnswer }: QuestionProps) => {
  const t = useTexts();
  const today = useToday();
  const isRequest = row.kind === 'request';
  const isOpen = row.takes === null && row.competentName === null && !row.closed;
  const title = `question-${row.id}`;
  return (
    <section aria-labelledby={title}>
      <h2 id={title}>
        {t(isRequest ? 'desk:rivals.requestFrom' : 'desk:rivals.from', { from: row.fromName, bureau: row.bureauName })}
      </h2>
      <p className="quiet">{instantText(row.sentAt, today, t)}</p>
      <Pairs
        pairs={[
          [t('desk:rivals.number'), row.number],
          [t('desk:rivals.rival'), row.rival],
          [t('desk:rivals.since'), dayOrText(row.arisenOn, today, t)],
          [t('desk:rivals.respondent'), row.respondent],
          [t('desk:rivals.address'), row.address],
          [t('desk:rivals.problem'), row.problem],
          [t('desk:rivals.reasons'), row.reasons],
        ]}
      />
      {row.takes !== null && (
        <p>{t('desk:rivals.answered', { takes: t(row.takes ? 'desk:rivals.takesYes' : 'desk:rivals.takesNo') })}</p>
      )}
      {row.competentName !== null && <p>{t('desk:rivals.decided', { bureau: row.competentName })}</p>}
      {row.closed && <p className="quiet">{t('desk:rivals.closed')}</p>}
      {row.reasons === null && <p className="quiet">{t('desk:rivals.emptied')}</p>}
      {isOpen && !may && (
        <p className="quiet">{t(isRequest ? 'desk:rivals.notYoursToDecide' : 'desk:rivals.notYours')}</p>
      )}
      {isOpen && may && (
        <Button type="primary" onClick={onAnswer}>
          {t(isRequest ? 'desk:rivals.decide' : 'desk:rivals.answer')}
        </Button>
      )}
    </section>
  );
};
