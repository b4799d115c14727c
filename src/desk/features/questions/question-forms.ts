import type { Day } from '#kernel/day.ts';
import type { Translate } from '#kernel/translate.ts';
import {
  AgainBody,
  AnswerBody,
  CloseBody,
  type ConsultationView,
  PrintBody,
  ReceiptBody,
  TellBody,
  TransferBody,
} from '#modules/intake/consultations/contract.ts';
import type { Asked, AskField } from '../../kit/ask-field.ts';
import { linkedWords } from '../../kit/linked-words.ts';
import { papersSaid } from '../../kit/papers-said.ts';
import { receiptDayFields } from '../../kit/receipt-day-fields.ts';
import { transferFields } from '../../kit/transfer-fields.ts';
import type { Seen } from '../../kit/what-changed.ts';
import { dayOrText, instantText } from '../../kit/when.ts';

export type QuestionAct = ConsultationView['acts'][number];
const toldWays = ['internet', 'phone', 'sms', 'e-mail', 'letter', 'hand'] as const;

/** What each paper is called, for choosing one. */
const paperChoices = (view: ConsultationView, t: Translate) =>
  view.papers
    .filter((paper) => paper.owed)
    .map((paper) => ({ value: paper.n, label: `${t(`complaint:paper.${paper.code}`)} ${paper.number}` }));

export const questionFields = (act: QuestionAct, view: ConsultationView, t: Translate): readonly AskField[] => {
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
export const momentText = (on: string | null, at: string | null, today: Day, t: Translate): string | null =>
  at !== null ? instantText(at, today, t) : on === null ? null : dayOrText(on, today, t);

/** What each act sends. */
export const questionBodies: Readonly<Record<QuestionAct, unknown>> = {
  answer: AnswerBody,
  transfer: TransferBody,
  'correct-receipt': ReceiptBody,
  tell: TellBody,
  'send-again': AgainBody,
  'choose-print': PrintBody,
  close: CloseBody,
};

/** What a form begins with. */
export const questionInitial = (act: QuestionAct, view: ConsultationView, today: Day): Asked => {
  if (act === 'correct-receipt') return view.receivedOn === null ? {} : { receivedOn: view.receivedOn };
  if (act === 'tell') return { on: today };
  if (act === 'choose-print') return { large: !view.largePrint };
  return act === 'answer' && view.answer?.text ? { text: view.answer.text, basis: view.answer.basis.join('\n') } : {};
};

/** The letter that an answer given now takes the place of. */
export const answerBefore = ({ papers }: ConsultationView): string | undefined =>
  papers.findLast(({ code }) => code === 'consultation-answer')?.number;

/** What an officer goes by who opens a form here: when a colleague changes it meanwhile, that is told. */
export const questionSeen = (view: ConsultationView, today: Day, t: Translate): Seen => {
  const label = (name: string): string => t(`desk:questions.${name}`);
  const { name, phone, address, email } = view.asker;
  const papers = papersSaid(view.papers, today, t);
  return {
    version: view.version,
    shows: [
      { label: label('phaseName'), text: label(`phase.${view.phase}`) },
      { label: label('answerText'), text: view.answer?.text ?? '' },
      { label: label('basisText'), text: view.answer?.basis.join('\n') ?? '', field: 'basis' },
      { label: label('papers'), text: papers.join('\n') },
      { label: label('asker'), text: [name, phone, address, email].filter(Boolean).join('\n') },
      { label: label('received'), text: momentText(view.receivedOn, view.receivedAt, today, t) ?? '' },
      {
        label: label('transferredTo'),
        text: view.linkedTo === null ? (view.transferredTo ?? '') : linkedWords(view.linkedTo, t),
      },
      { label: label('largeWish'), text: t(view.largePrint ? 'desk:yes' : 'desk:no') },
    ],
  };
};
