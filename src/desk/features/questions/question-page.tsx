import { ArrowLeftOutlined, EyeOutlined } from '@ant-design/icons';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { type ReactNode, useEffect, useState } from 'react';
import { Link, useParams } from 'react-router';
import type { Day } from '#kernel/day.ts';
import type { Translate } from '#kernel/translate.ts';
import type { ConsultationView } from '#modules/intake/consultations/contract.ts';
import { read, write } from '../../kit/api.ts';
import { AskDrawer, type Asked, type AskField } from '../../kit/ask-drawer.tsx';
import { LegalHolds } from '../../kit/legal-holds.tsx';
import { LinkedPapers, linkedWords } from '../../kit/linked-papers.tsx';
import { Pairs } from '../../kit/pairs.tsx';
import { routes } from '../../kit/paths.ts';
import { ReceiptCorrections, receiptDayFields } from '../../kit/receipt-day.tsx';
import { Reveal } from '../../kit/reveal.tsx';
import { Failure, Loading } from '../../kit/states.tsx';
import { useTexts } from '../../kit/texts.ts';
import { transferFields } from '../../kit/transfer-fields.ts';
import { useTitle } from '../../kit/use-title.ts';
import { useToday } from '../../kit/use-today.ts';
import { dayOrText, instantText } from '../../kit/when.ts';
import { AskerCorrections, CorrectAsker } from './correct-asker.tsx';

type Act = ConsultationView['acts'][number];
const askerFields = ['name', 'phone', 'address', 'email'] as const;
type AskerField = (typeof askerFields)[number];
/** An opened value closes by itself: the screen of a counter is seen by others. */
const OPEN_FOR = 60_000;
const toldWays = ['internet', 'phone', 'sms', 'e-mail', 'letter', 'hand'] as const;

/** What each paper is called, for choosing one. */
const paperChoices = (view: ConsultationView, t: Translate) =>
  view.papers
    .filter((paper) => paper.owed)
    .map((paper) => ({ value: paper.n, label: `${t(`complaint:paper.${paper.code}`)} ${paper.number}` }));

const fieldsOf = (act: Act, view: ConsultationView, t: Translate): readonly AskField[] => {
  const label = (name: string): string => t(`desk:questions.${name}`);
  if (act === 'answer')
    return [
      { name: 'text', label: label('answerText'), kind: 'long', required: true },
      { name: 'basis', label: label('basisText'), kind: 'lines' },
    ];
  if (act === 'transfer')
    return transferFields(
      {
        unit: {
          name: 'unit',
          label: t('complaint:field.transferUnit'),
          kind: 'unit',
          hint: label('transferUnitHint'),
          without: view.bureau,
          offers: (unit) => unit.id !== view.linkedFrom?.bureau,
        },
        food: view.food,
      },
      { reasons: label('reasons'), foodMatter: label('foodMatter') },
      t,
    );
  if (act === 'correct-receipt') return receiptDayFields(t);
  if (act === 'send-again')
    return [{ name: 'paper', label: label('paper'), kind: 'choice', required: true, choices: paperChoices(view, t) }];
  if (act === 'tell')
    return [
      { name: 'paper', label: label('paper'), kind: 'choice', required: true, choices: paperChoices(view, t) },
      {
        name: 'channel',
        label: label('told'),
        kind: 'choice',
        required: true,
        choices: toldWays.map((way) => ({ value: way, label: t(`complaint:contactChannel.${way}`) })),
      },
      {
        name: 'outcome',
        label: label('outcome'),
        kind: 'choice',
        required: true,
        choices: ['delivered', 'sent', 'failed'].map((one) => ({
          value: one,
          label: t(`complaint:deliveryOutcome.${one}`),
        })),
      },
      { name: 'on', label: label('toldOn'), kind: 'day', required: true },
    ];
  if (act === 'choose-print')
    return [{ name: 'large', label: label('largeWish'), kind: 'yes-no', required: true, hint: label('largeHint') }];
  const choices = toldWays.map((way) => ({ value: way, label: t(`complaint:contactChannel.${way}`) }));
  return [{ name: 'told', label: label('told'), kind: 'choice', required: true, choices }];
};

/** With the time where a source said it. */
const momentText = (on: string | null, at: string | null, today: Day, t: Translate): string | null =>
  at !== null ? instantText(at, today, t) : on === null ? null : dayOrText(on, today, t);

export const QuestionPage = () => {
  const t = useTexts();
  const today = useToday();
  const { message } = App.useApp();
  const questions = useQueryClient();
  const { number = '' } = useParams();
  const [act, setAct] = useState<Act>();
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
        <AskDrawer
          key={act}
          title={t(`desk:questions.act.${act}`)}
          submit={t(`desk:questions.act.${act}`)}
          fields={fieldsOf(act, view, t)}
          {...(act === 'correct-receipt' && view.receivedOn !== null
            ? { initial: { receivedOn: view.receivedOn } }
            : {})}
          {...(act === 'tell' ? { initial: { on: today } } : {})}
          {...(act === 'choose-print' ? { initial: { large: !view.largePrint } } : {})}
          {...(act === 'answer' && view.answer?.text ? { initial: { text: view.answer.text } } : {})}
          busy={doing.isPending}
          error={doing.error}
          onClose={() => {
            doing.reset();
            setAct(undefined);
          }}
          onAsked={(body) => doing.mutate({ name: act, body, version: view.version })}
        >
          {act === 'correct-receipt' && <p>{t('desk:receiptDay.questionNote')}</p>}
        </AskDrawer>
      )}
    </div>
  );
};
