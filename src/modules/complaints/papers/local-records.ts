/** Papers for the file and for the hand: receipt, records of talks and calls, proof of service. */
import { clockCard } from '#kernel/clock-card.ts';
import type { Day } from '#kernel/day.ts';
import type { Fen } from '#kernel/money.ts';
import type { Reckoning } from '#kernel/reckoning.ts';
import type { MediationMode } from '../vocabulary.ts';
import type { Block } from './canonical-paper.ts';
import { type PaperRecipe, type ProofOfPaper, pairs, paragraphs, single } from './parts.ts';
import type { Wording } from './wording.ts';

export type FilingReceiptPaper = {
  readonly number: string;
  readonly authority: string;
  readonly filedOn: Day;
  /** `HH:MM`, Beijing time */
  readonly filedTime: string;
  readonly respondent: string;
  readonly matter: string;
  readonly amount?: Fen;
  readonly evidenceItems: number;
  /** SHA-256 of what was filed. */
  readonly contentHash: string;
  /** `companion`: filing here is not yet a filing with the authority. */
  readonly standing: 'published-channel' | 'companion';
  /** The day of receipt, where that is not the moment of filing. */
  readonly receivedOn?: Day;
  /** Number in the national platform, where its registration is the receipt. */
  readonly registeredAs?: string;
  /** The limit for the acceptance decision, when it runs. */
  readonly clock?: Reckoning;
  readonly followUrl: string;
  readonly proof?: ProofOfPaper;
};

export type MediationRecordPaper = {
  readonly caseNumber: string;
  readonly authority: string;
  readonly heldOn: Day;
  /** Where it is another day than the one it began on. */
  readonly endedOn?: Day;
  /** `HH:MM`; left open on the paper where it was not written down. */
  readonly from?: string;
  readonly until?: string;
  /** Left open where no session was opened. */
  readonly mode?: MediationMode;
  readonly place: string;
  readonly mediators: readonly string[];
  readonly recorder: string;
  readonly complainant: string;
  readonly respondent: string;
  readonly othersPresent: readonly string[];
  /** Whether the parties were told that they may ask for recusal, and what they said. */
  readonly recusalAnswer: string;
  readonly statements: readonly { readonly speaker: string; readonly text: string }[];
  readonly outcome: string;
};

export type CallRecordPaper = {
  readonly caseNumber: string;
  readonly authority: string;
  readonly calledOn: Day;
  readonly time: string;
  readonly caller: string;
  readonly callee: string;
  readonly phone: string;
  readonly paperTitle: string;
  readonly paperNumber: string;
  readonly said: string;
  readonly answer: string;
  readonly outcome: 'reached' | 'no-answer' | 'wrong-number' | 'refused';
};

export type ServiceReceiptPaper = {
  readonly number: string;
  readonly authority: string;
  readonly caseNumber: string;
  readonly recipient: string;
  readonly address: string;
  readonly way: string;
  readonly papers: readonly { readonly title: string; readonly number: string; readonly copies: number }[];
  readonly servedOn?: Day;
  readonly server: string;
  readonly remarks?: string;
};

const blankSignature = (w: Wording, key: string) => ({ label: w.text(key), day: w.text(':blankDate') });

const clockBlock = (clock: Reckoning, filedOn: Day, w: Wording): Block => {
  const card = clockCard(clock, filedOn, w.translate);
  return {
    kind: 'clock',
    title: card.title,
    due: card.dueText,
    lines: card.lines,
    notes: [...card.notes, card.basisText],
  };
};

const receiptSaid = ({ authority, standing, receivedOn, registeredAs }: FilingReceiptPaper, w: Wording) => {
  if (receivedOn === undefined) return w.sentence(`standing.${standing}`, { authority });
  const day = w.day(receivedOn);
  return registeredAs === undefined
    ? w.sentence('standing.received', { authority, day })
    : w.sentence('standing.registered', { authority, day, number: registeredAs });
};

export const filingReceipt: PaperRecipe<FilingReceiptPaper> = {
  layout: 'record',
  version: '2',
  notes: 0,
  proof: (data) => data.proof,
  compose: (data, w) => ({
    blocks: [
      {
        kind: 'sheet',
        groups: [
          {
            rows: single(w, {
              number: data.number,
              filedAt: w.moment(data.filedOn, data.filedTime),
              authority: data.authority,
              respondent: data.respondent,
              matter: data.matter,
              amount: data.amount === undefined ? w.text(':notGiven') : w.money(data.amount),
              evidence: w.text('evidenceItems', { items: data.evidenceItems }),
              contentHash: data.contentHash,
            }),
          },
        ],
      },
      receiptSaid(data, w),
      ...(data.clock ? [clockBlock(data.clock, data.receivedOn ?? data.filedOn, w)] : []),
      w.sentence('follow', { url: data.followUrl }),
    ],
  }),
};

/** A time nobody entered is left open for the hand: the record is printed to be signed. */
const sessionTime = (day: Day, time: string | undefined, w: Wording): string =>
  time === undefined ? w.text(':moment.byHand', { day: w.day(day) }) : w.moment(day, time);

export const mediationRecord: PaperRecipe<MediationRecordPaper> = {
  layout: 'record',
  version: '2',
  notes: 1,
  proof: () => undefined,
  compose: (data, w) => ({
    heading: [
      { label: w.text('authority'), value: data.authority },
      { label: w.text('caseNumber'), value: data.caseNumber },
    ],
    blocks: [
      {
        kind: 'sheet',
        groups: [
          {
            rows: [
              ...pairs(w, {
                from: sessionTime(data.heldOn, data.from, w),
                until: sessionTime(data.endedOn ?? data.heldOn, data.until, w),
                mode: data.mode === undefined ? '' : w.text(`:mode.${data.mode}`),
                place: data.place,
                mediators: w.list(data.mediators),
                recorder: data.recorder,
                complainant: data.complainant,
                respondent: data.respondent,
              }),
              ...single(w, { others: w.list(data.othersPresent), recusal: data.recusalAnswer }),
            ],
          },
        ],
      },
      ...(data.statements.length === 0 ? [] : [{ kind: 'heading' as const, text: w.text('statements') }]),
      ...data.statements.map((said) => w.sentence(':speech', said)),
      { kind: 'heading', text: w.text('outcome') },
      ...paragraphs(data.outcome.split('\n')),
      w.sentence('read'),
      {
        kind: 'signatures',
        items: ['complainantSignature', 'respondentSignature', 'mediatorSignature', 'recorderSignature'].map((key) =>
          blankSignature(w, key),
        ),
      },
    ],
  }),
};

export const callRecord: PaperRecipe<CallRecordPaper> = {
  layout: 'form',
  version: '1',
  notes: 1,
  proof: () => undefined,
  compose: (data, w) => ({
    heading: [
      { label: w.text('authority'), value: data.authority },
      { label: w.text('caseNumber'), value: data.caseNumber },
    ],
    blocks: [
      {
        kind: 'sheet',
        groups: [
          {
            rows: [
              ...pairs(w, {
                calledAt: w.moment(data.calledOn, data.time),
                caller: data.caller,
                callee: data.callee,
                phone: data.phone,
                paperTitle: data.paperTitle,
                paperNumber: data.paperNumber,
              }),
              ...single(w, { outcome: w.text(`outcomes.${data.outcome}`) }),
            ],
          },
          { label: w.text('said'), rows: [], text: { value: data.said.toWellFormed(), lines: 7 } },
          { label: w.text('answer'), rows: [], text: { value: data.answer.toWellFormed(), lines: 5 } },
        ],
        signatures: [blankSignature(w, 'callerSignature'), blankSignature(w, 'witnessSignature')],
      },
    ],
  }),
};

export const serviceReceipt: PaperRecipe<ServiceReceiptPaper> = {
  layout: 'form',
  version: '1',
  notes: 2,
  proof: () => undefined,
  compose: (data, w) => ({
    heading: [
      { label: w.text('authority'), value: data.authority },
      { label: w.text('number'), value: data.number },
    ],
    blocks: [
      {
        kind: 'sheet',
        groups: [
          {
            rows: single(w, {
              caseNumber: data.caseNumber,
              papers: data.papers.map((paper) => w.text('paperLine', paper)).join('\n'),
              recipient: data.recipient,
              address: data.address,
              way: data.way,
              servedOn: data.servedOn ? w.day(data.servedOn) : '',
              server: data.server,
            }),
          },
          { label: w.text('remarks'), rows: [], text: { value: (data.remarks ?? '').toWellFormed(), lines: 4 } },
        ],
        signatures: [blankSignature(w, 'recipientSignature'), blankSignature(w, 'witnessSignature')],
      },
    ],
  }),
};
