import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useState } from 'react';
import type { CompetenceQuestion, CompetenceQuestions } from '#modules/complaints/rivals/contract.ts';
import { read, write } from '../../kit/api.ts';
import { AskDrawer } from '../../kit/ask-drawer.tsx';
import { Pairs } from '../../kit/pairs.tsx';
import { keys } from '../../kit/questions.ts';
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
    mutationFn: ({ id, takes, reasons }: { id: string; takes: boolean; reasons: string }) =>
      write<unknown>(`/competence-questions/${id}/answer`, { takes, reasons }),
    onSuccess: () => {
      setAnswering(undefined);
      void message.success(t('desk:rivals.sent'));
    },
    onSettled: () => questions.invalidateQueries({ queryKey: keys.rivals }),
  });
  if (found.data === undefined)
    return found.isError ? <Failure error={found.error} onRetry={() => void found.refetch()} /> : <Loading />;
  const { questions: rows, mayAnswer } = found.data;
  return (
    <div className="page">
      <h1>{t('desk:rivals.title')}</h1>
      <p className="quiet">{t('desk:rivals.intro')}</p>
      {rows.length === 0 && <p>{t('desk:rivals.none')}</p>}
      {rows.map((row) => (
        <Question key={row.id} row={row} mayAnswer={mayAnswer} onAnswer={() => setAnswering(row)} />
      ))}
      {answering !== undefined && (
        <AskDrawer
          title={t('desk:rivals.answer')}
          submit={t('desk:rivals.send')}
          fields={[
            {
              name: 'takes',
              label: t('desk:rivals.takes'),
              kind: 'choice',
              required: true,
              choices: (['takesYes', 'takesNo'] as const).map((value) => ({ value, label: t(`desk:rivals.${value}`) })),
            },
            { name: 'reasons', label: t('desk:rivals.answerReasons'), kind: 'long', required: true, most: 4000 },
          ]}
          busy={answer.isPending}
          error={answer.error}
          onClose={() => setAnswering(undefined)}
          onAsked={({ takes, reasons }) =>
            answer.mutate({ id: answering.id, takes: takes === 'takesYes', reasons: String(reasons) })
          }
        />
      )}
    </div>
  );
};

type QuestionProps = { readonly row: CompetenceQuestion; readonly mayAnswer: boolean; readonly onAnswer: () => void };

const Question = ({ row, mayAnswer, onAnswer }: QuestionProps) => {
  const t = useTexts();
  const today = useToday();
  const isOpen = row.takes === null && !row.closed;
  const title = `question-${row.id}`;
  return (
    <section aria-labelledby={title}>
      <h2 id={title}>{t('desk:rivals.from', { from: row.fromName, bureau: row.bureauName })}</h2>
      <p className="quiet">{instantText(row.sentAt, today, t)}</p>
      <Pairs
        pairs={[
          [t('desk:rivals.number'), row.number],
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
      {row.closed && <p className="quiet">{t('desk:rivals.closed')}</p>}
      {row.reasons === null && <p className="quiet">{t('desk:rivals.emptied')}</p>}
      {isOpen && !mayAnswer && <p className="quiet">{t('desk:rivals.notYours')}</p>}
      {isOpen && mayAnswer && (
        <Button type="primary" onClick={onAnswer}>
          {t('desk:rivals.answer')}
        </Button>
      )}
    </section>
  );
};
