/** Papers that only stand in an answer bundle: what happened, and how each paper was served. */
import type { Day } from '#kernel/day.ts';
import type { PaperRecipe } from './parts.ts';

type At = { readonly day: Day; readonly time: string };

export type CaseHistoryPaper = {
  readonly caseNumber: string;
  readonly authority: string;
  readonly events: readonly {
    readonly version: number;
    readonly at: At;
    /** Kind of the event, such as `ComplaintAccepted`. */
    readonly type: string;
    /** Whom it is about, one line each, where several complain together; of a service to whom, how and with what result. */
    readonly about?: string;
    /** Title and number of the paper it is about. */
    readonly paper?: string;
    readonly by: string;
    readonly hash: string;
  }[];
};

export type ServiceRecordPaper = {
  readonly caseNumber: string;
  readonly authority: string;
  readonly papers: readonly {
    readonly title: string;
    readonly number: string;
    readonly to: 'complainant' | 'respondent' | 'bureau';
    readonly channel: string;
    readonly outcome: 'delivered' | 'sent' | 'failed' | 'recorded' | 'waiting' | 'void' | 'opened' | 'taken-back';
    readonly at?: At;
    /** One line each: who took it, what proves it, what the carrier said. */
    readonly proof: readonly string[];
  }[];
};

export type CaseStatementsPaper = {
  readonly caseNumber: string;
  readonly authority: string;
  readonly rows: readonly {
    readonly at: At;
    readonly matter: string;
    readonly party: string;
    readonly content: string;
  }[];
};

const heading = (
  w: Parameters<PaperRecipe<CaseHistoryPaper>['compose']>[1],
  data: Pick<CaseHistoryPaper, 'authority' | 'caseNumber'>,
) => [
  { label: w.text('authority'), value: data.authority },
  { label: w.text('caseNumber'), value: data.caseNumber },
];

export const caseHistory: PaperRecipe<CaseHistoryPaper> = {
  layout: 'record',
  isKept: true,
  version: '4',
  notes: 1,
  proof: () => undefined,
  compose: (data, w) => ({
    heading: heading(w, data),
    blocks: [
      {
        kind: 'table',
        heading: ['place', 'at', 'event', 'paper', 'by', 'hash'].map((key) => w.text(key)),
        widths: [7, 16, 16, 20, 12, 24],
        rows: data.events.map(({ version, at, type, about, paper, by, hash }) => [
          String(version),
          w.moment(at.day, at.time),
          [w.text(`type.${type}`), about ?? ''].join('\n').toWellFormed().trim(),
          (paper ?? '').toWellFormed(),
          by.toWellFormed(),
          hash,
        ]),
      },
    ],
  }),
};

export const caseStatements: PaperRecipe<CaseStatementsPaper> = {
  layout: 'record',
  isKept: true,
  version: '2',
  notes: 1,
  proof: () => undefined,
  compose: (data, w) => ({
    heading: heading(w, data),
    blocks: [
      {
        kind: 'table',
        heading: ['at', 'matter', 'party', 'content'].map((key) => w.text(key)),
        widths: [3, 2, 2, 7],
        rows: data.rows.map(({ at, matter, party, content }) => [
          w.moment(at.day, at.time),
          matter,
          party,
          content.toWellFormed(),
        ]),
      },
    ],
  }),
};

export const serviceRecord: PaperRecipe<ServiceRecordPaper> = {
  layout: 'record',
  isKept: true,
  version: '4',
  notes: 1,
  proof: () => undefined,
  compose: (data, w) => ({
    heading: heading(w, data),
    blocks: [
      {
        kind: 'table',
        heading: ['paper', 'to', 'channel', 'outcome', 'at', 'proof'].map((key) => w.text(key)),
        widths: [4, 2, 2, 2, 3, 4],
        rows: data.papers.map(({ title, number, to, channel, outcome, at, proof }) => [
          `${title}\n${number}`.toWellFormed().trim(),
          w.text(`party.${to}`),
          channel === '' ? '' : w.text(`way.${channel}`),
          w.text(`result.${outcome}`),
          at === undefined ? '' : w.moment(at.day, at.time),
          proof.join('\n').toWellFormed(),
        ]),
      },
    ],
  }),
};
