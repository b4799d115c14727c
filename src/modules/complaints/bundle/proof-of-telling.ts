import { longDay } from '#kernel/day-text.ts';
import { ownName } from '#kernel/paper-name.ts';
import type { MessageRecord } from '#platform/messages/receipt-store.ts';
import type { ComplaintEvent } from '../complaint.ts';
import { dayAndTimeOf, type PaperDesk } from '../paper-data/paper-desk.ts';
import type { PaperData } from '../papers.ts';
import { takenBackIn } from '../taken-back.ts';
import type { Opened } from '../views/opened.ts';
import { isVoid } from '../void-papers.ts';
import { carriedBy } from './carried-by.ts';
import type { Doer, HashedEvent } from './case-records.ts';

type Service = PaperData['service-record']['papers'][number];
type Delivered = Extract<ComplaintEvent, { type: 'PaperDelivered' }>['payload'];
type Attempt = Omit<Delivered, 'outcome'> & {
  readonly outcome: Service['outcome'];
  readonly isOurs: boolean;
  /** A mark that no longer holds: since when, by whom and why. */
  readonly back?: string;
};
type Reader = Service['to'];

/** What a decision no longer bears is not read as if it held. */
export const titleMarked = ({ state, t }: PaperDesk, n: number, title: string): string =>
  isVoid(state, n) ? t('papers:bundle.annulled', { title }) : title;

const isReader = (to: string): to is Reader => to !== 'file';

/** By what messages about the papers of a case are found. */
export const messageSubjects = (stream: string, { papers, sentAgain }: PaperDesk['state']): string[] => [
  ...papers.flatMap(({ n, to }) => to.filter(isReader).map((reader) => `paper:${stream}:${n}:${reader}`)),
  ...sentAgain.map((attempt) => `paper:${stream}:${attempt}`),
];

/** Every paper that went out, to parties and to bodies, with each attempt to bring it there and what proves it. */
export const serviceOf = (
  events: readonly HashedEvent[],
  doers: readonly Doer[],
  desk: PaperDesk,
  opened: Pick<Opened, 'text'>,
  messages: readonly MessageRecord[],
): PaperData['service-record'] => {
  const back = takenBackIn(events);
  const attempts = events.flatMap(({ event, actor, version }): Attempt[] => {
    if (event.type === 'PaperDelivered') {
      const step = back.get(version);
      const told = { ...event.payload, isOurs: actor.startsWith('system:') };
      const by = step === undefined ? '' : (doers[events.indexOf(step)]?.words ?? '');
      return [step === undefined ? told : { ...told, outcome: 'taken-back', back: backWords(step, by, desk, opened) }];
    }
    return event.type === 'PaperOpened'
      ? [{ ...event.payload, channel: 'internet', outcome: 'opened', isOurs: false }]
      : [];
  });
  const until = events.at(-1)?.at ?? new Date(0);
  const papers = desk.state.papers.flatMap((paper) =>
    paper.to.filter(isReader).flatMap((to): Service[] => {
      const told = {
        title: titleMarked(desk, paper.n, ownName(paper, desk.t) ?? desk.t(`papers:${paper.code}.title`)),
        number: paper.number ?? '',
        to,
      };
      const tried = attempts.filter((one) => one.n === paper.n && one.to === to);
      const about = messages.filter(
        ({ subjectRef, at }) => `${subjectRef}:`.includes(`:${paper.n}:${to}:`) && at <= until,
      );
      const carried = carriedBy(tried, about);
      const rows = [
        ...tried.map((attempt) => ({
          ...told,
          channel: attempt.channel,
          outcome: attempt.outcome,
          at: dayAndTimeOf(attempt.at),
          proof: proofOf(attempt, desk, opened, carried.of.get(attempt) ?? []),
        })),
        ...carried.left.map((message) => messageAlone(told, message, desk)),
      ];
      return rows.some(({ outcome }) => outcome !== 'taken-back')
        ? rows
        : [...rows, { ...told, channel: '', outcome: isVoid(desk.state, paper.n) ? 'void' : 'waiting', proof: [] }];
    }),
  );
  return { caseNumber: desk.state.number, authority: desk.unit.name, papers };
};

const proofOf = (
  attempt: Attempt,
  desk: PaperDesk,
  opened: Pick<Opened, 'text'>,
  carried: readonly MessageRecord[],
): string[] => {
  const line = (name: string, params: Readonly<Record<string, string>>) =>
    desk.t(`papers:service-record.${name}`, params);
  const [receiver, proof] = [opened.text(attempt.receiver), opened.text(attempt.proof)];
  const why = attempt.reason === undefined ? '' : desk.t(`complaint:tellingReason.${attempt.reason}`);
  return [
    ...(attempt.back === undefined ? [] : [attempt.back]),
    ...(attempt.unit === undefined
      ? []
      : [line('takenOver', { unit: desk.units.get(attempt.unit)?.name ?? attempt.unit })]),
    ...noticeLines(attempt, desk, opened, line),
    ...(receiver === null ? [] : [line('receiver', { receiver })]),
    ...(proof === null ? [] : [line('evidence', { proof })]),
    ...(why === '' ? [] : [line('because', { why, code: attempt.code ?? '—' })]),
    ...carried.map((message) => carrierLine(message, line)),
  ];
};

const backWords = ({ event, at }: HashedEvent, by: string, { t }: PaperDesk, opened: Pick<Opened, 'text'>): string => {
  const { day, time } = dayAndTimeOf(at.toISOString());
  const reasons = event.type === 'DeliveryTakenBack' ? (opened.text(event.payload.reasons) ?? '') : '';
  return t('papers:service-record.takenBack', { at: `${day} ${time}`, by, reasons });
};

/** A message that no attempt on file tells of: it proves itself, and nothing else. */
const messageAlone = (
  told: Pick<Service, 'title' | 'number' | 'to'>,
  message: MessageRecord,
  { t }: PaperDesk,
): Service => ({
  ...told,
  channel: message.channel === 'email' ? 'e-mail' : 'sms',
  outcome: message.state === 'sending' ? 'waiting' : message.state,
  at: dayAndTimeOf(message.at.toISOString()),
  proof: [carrierLine(message, (name, params) => t(`papers:service-record.${name}`, params))],
});

/** The record of the message itself: to which number, when it left, and when its carrier said what. */
const carrierLine = (
  message: MessageRecord,
  line: (name: string, params: Readonly<Record<string, string>>) => string,
): string => {
  const moment = (at: Date) => {
    const { day, time } = dayAndTimeOf(at.toISOString());
    return `${day} ${time}`;
  };
  const left = { to: message.recipientMasked, at: moment(message.at), reference: message.reference ?? '' };
  return message.receiptAt === null
    ? line(`carrier.${message.state}`, left)
    : line(`carrier.${message.state}`, { ...left, receiptAt: moment(message.receiptAt) });
};

/** Where the notice was put up, why nothing else was left, and since when it counts. */
const noticeLines = (
  { noticeUntil, dueOn, place, reasons }: Attempt,
  { t }: PaperDesk,
  opened: Pick<Opened, 'text'>,
  line: (name: string, params: Readonly<Record<string, string>>) => string,
): string[] => {
  if (noticeUntil === undefined) return [];
  return [
    line('noticed', { place: opened.text(place) ?? '', until: longDay(noticeUntil, t) }),
    ...(dueOn === undefined ? [] : [line('noticeDue', { dueOn: longDay(dueOn, t) })]),
    line('noticeReasons', { reasons: opened.text(reasons) ?? '' }),
  ];
};
