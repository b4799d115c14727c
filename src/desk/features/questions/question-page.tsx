import { ArrowLeftOutlined, EyeOutlined } from '@ant-design/icons';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { type ReactNode, useEffect, useState } from 'react';
import { Link, useParams } from 'react-router';
import type { ConsultationView } from '#modules/intake/consultations/contract.ts';
import { read, write } from '../../kit/api.ts';
import type { Asked } from '../../kit/ask-field.ts';
import { LegalHolds } from '../../kit/legal-holds.tsx';
import { LinkedPapers } from '../../kit/linked-papers.tsx';
import { linkedWords } from '../../kit/linked-words.ts';
import { Pairs } from '../../kit/pairs.tsx';
import { routes } from '../../kit/paths.ts';
import { ReceiptCorrections } from '../../kit/receipt-day.tsx';
import { Reveal } from '../../kit/reveal.tsx';
import { Failure, Loading } from '../../kit/states.tsx';
import { useTexts } from '../../kit/texts.ts';
import { useTitle } from '../../kit/use-title.ts';
import { useToday } from '../../kit/use-today.ts';
import { VersionedAsk } from '../../kit/versioned-ask.tsx';
import { dayOrText, instantText } from '../../kit/when.ts';
import { AskerCorrections, CorrectAsker } from './correct-asker.tsx';
import {
  answerBefore,
  momentText,
  type QuestionAct,
  questionBodies,
  questionFields,
  questionInitial,
  questionSeen,
} from './question-forms.ts';

const askerFields = ['name', 'phone', 'address', 'email'] as const;
type AskerField = (typeof askerFields)[number];
/** An opened value closes by itself: the screen of a counter is seen by others. */
const OPEN_FOR = 60_000;
export const QuestionPage = () => {
  const t = useTexts();
  const today = useToday();
  const { message } = App.useApp();
  const questions = useQueryClient();
  const { number = '' } = useParams();
  const [act, setAct] = useState<QuestionAct>();
  const [asked, setAsked] = useState<AskerField>();
  const [opened, setOpened] = useState<Partial<Record<AskerField, string>>>({});
  useEffect(() => {
    if (Object.keys(opened).length === 0) return;
    const timer = setTimeout(() => setOpened({}), OPEN_FOR);
    return () => clearTimeout(timer);
  }, [opened]);
  useTitle(number);
  const path = `/consultations/${encodeURIComponent(number)}`;
  const key = ['questions', 'one', number];
  const found = useQuery({ queryKey: key, queryFn: ({ signal }) => read<ConsultationView>(path, signal) });
  const doing = useMutation({
    mutationFn: ({ name, body, version }: { name: QuestionAct; body: Asked; version: number }) =>
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
  const shown = (field: AskerField): ReactNode => {
    const masked = view.asker[field];
    if (masked === null) return null;
    const plain = opened[field];
    if (plain !== undefined) return <strong>{plain}</strong>;
    return (
      <>
        <span className="masked">{masked}</span>
        {view.mayReveal && (
          <Button
            size="small"
            type="text"
            icon={<EyeOutlined aria-hidden />}
            aria-label={t('desk:case.reveal', { field: t(`desk:case.${field}`) })}
            onClick={() => setAsked(field)}
          />
        )}
      </>
    );
  };
  const missing = view.notInSource.map((name) => t(`complaint:notInSource.${name}`));
  return (
    <div className="page">
      <Link className="back" to={routes.questions}>
        <ArrowLeftOutlined aria-hidden /> {t('desk:case.back')}
      </Link>
      <div className="page-head">
        <h1>
          {view.number} <small>{t(`desk:questions.phase.${view.phase}`)}</small>
        </h1>
        <div className="page-acts">
          {view.acts
            .filter((one) => (one !== 'tell' && one !== 'send-again') || view.papers.some((paper) => paper.owed))
            .map((one) => (
              <Button key={one} type={one === 'answer' ? 'primary' : 'default'} onClick={() => setAct(one)}>
                {t(`desk:questions.act.${one}`)}
              </Button>
            ))}
        </div>
      </div>
      <h2>{t('desk:questions.question')}</h2>
      {missing.length > 0 && (
        <p className="flag-line">{t('desk:case.notInSource', { fields: missing.join(t('desk:separator')) })}</p>
      )}
      {view.title !== null && <p className="facts">{view.title}</p>}
      <p className="facts">{view.question ?? <em>{t('desk:case.erased')}</em>}</p>
      <Pairs
        pairs={[
          ...askerFields.map(
            (field) => [t(field === 'name' ? 'desk:questions.asker' : `desk:case.${field}`), shown(field)] as const,
          ),
          [t('desk:questions.reference'), view.asker.reference],
          [t('desk:case.bureau'), view.bureauName],
          [t('desk:case.channel'), t(`complaint:channel.${view.channel}`)],
          [t('desk:questions.received'), momentText(view.receivedOn, view.receivedAt, today, t)],
          [t(view.linkedFrom === null ? 'desk:case.filed' : 'desk:case.entered'), instantText(view.filedAt, today, t)],
          [
            t('desk:questions.transferredTo'),
            view.linkedTo === null ? view.transferredTo : linkedWords(view.linkedTo, t),
          ],
          [t('desk:questions.takenOn'), view.linkedTo?.takenOn && dayOrText(view.linkedTo.takenOn, today, t)],
          [t('desk:questions.closedOn'), view.closedOn && dayOrText(view.closedOn, today, t)],
          [t('desk:case.linkedFrom'), view.linkedFrom && linkedWords(view.linkedFrom, t)],
          [t('desk:questions.firstReceived'), view.linkedFrom && dayOrText(view.linkedFrom.firstReceivedOn, today, t)],
          [t('desk:questions.handedReasons'), view.linkedFrom?.reasons],
        ]}
      />
      <CorrectAsker view={view} path={path} onDone={() => setOpened({})} />
      <AskerCorrections view={view} today={today} />
      <ReceiptCorrections list={view.receiptCorrections} today={today} />
      {view.largePrint && <p className="flag-line">{t('desk:questions.largePrint')}</p>}
      {view.answer !== null && (
        <section>
          <h2>{t('desk:questions.answerText')}</h2>
          <p className="facts">{view.answer.text}</p>
          <p className="basis">
            {[momentText(view.answer.on, view.answer.at, today, t), ...view.answer.basis].filter(Boolean).join(' · ')}
          </p>
        </section>
      )}
      {view.phase === 'transferred' && view.linkedTo !== null && (
        <p className="quiet">{t(`desk:questions.${view.linkedTo.takenOn === null ? 'notTaken' : 'closesWhenTold'}`)}</p>
      )}
      {view.erased && view.phase !== 'retired' && <p>{t('desk:questions.erased')}</p>}
      {view.phase === 'retired' && <p>{t('desk:questions.retired')}</p>}
      <LinkedPapers papers={view.papers} linkedTo={view.linkedTo} today={today} of="questions" />
      <LegalHolds path={path} mayHold={view.mayHold && view.phase !== 'retired'} mayLift={view.mayLiftHold} />
      {asked !== undefined && (
        <Reveal
          name={view.asker.name ?? t('desk:questions.asker')}
          field={t(`desk:case.${asked}`)}
          ask={(reason) => write<{ value: string }>(`${path}/reveal`, { field: asked, reason })}
          onClose={() => setAsked(undefined)}
          onOpened={(value) => {
            setOpened((before) => ({ ...before, [asked]: value }));
            setAsked(undefined);
          }}
        />
      )}
      {act !== undefined && (
        <VersionedAsk
          key={act}
          title={t(`desk:questions.act.${act}`)}
          submit={t(`desk:questions.act.${act}`)}
          fields={questionFields(act, view, t)}
          body={questionBodies[act]}
          initial={questionInitial(act, view, today)}
          seen={questionSeen(view, today, t)}
          isGone={!view.acts.includes(act)}
          draft={number}
          busy={doing.isPending}
          error={doing.error}
          onClose={() => {
            doing.reset();
            setAct(undefined);
          }}
          onAsked={(body, version) => doing.mutate({ name: act, body, version })}
        >
          {act === 'correct-receipt' && <p>{t('desk:receiptDay.questionNote')}</p>}
          {act === 'answer' && answerBefore(view) !== undefined && (
            <p>{t('desk:questions.replaces', { number: answerBefore(view) ?? '' })}</p>
          )}
        </VersionedAsk>
      )}
    </div>
  );
};
