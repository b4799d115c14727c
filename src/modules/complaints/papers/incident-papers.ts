/** Papers for many complaints about one incident: common fact sheet, announcement, list of claimants. */
import type { Day } from '#kernel/day.ts';
import type { Fen } from '#kernel/money.ts';
import {
  cell,
  type Letterhead,
  letter,
  letterRecipe,
  numberedList,
  type PaperRecipe,
  paragraphs,
  sealOf,
} from './parts.ts';
import type { Wording } from './wording.ts';

export type IncidentFactSheetPaper = {
  readonly incident: string;
  readonly authority: string;
  readonly operator: string;
  readonly asOf: Day;
  readonly cases: number;
  readonly claimants: number;
  /** Complaints whose complainant was erased: nobody of them is counted among the claimants. */
  readonly erased?: number;
  readonly amount: Fen;
  readonly facts: readonly string[];
  readonly verification: string;
  readonly measures: string;
};

export type IncidentAnnouncementPaper = Letterhead & {
  readonly incident: string;
  readonly operator: string;
  readonly verified: readonly string[];
  /** What those concerned can do now. */
  readonly steps: readonly string[];
  readonly phone: string;
};

export type IncidentClaimantsPaper = {
  readonly incident: string;
  readonly authority: string;
  readonly asOf: Day;
  readonly erased?: { readonly complaints: number; readonly amount: Fen };
  /** Complaints of other units of the authority, whose complainants are not named here. */
  readonly elsewhere?: number;
  readonly claimants: readonly {
    readonly caseNumber: string;
    /** Further complaints of the same person, whose amounts do not count. */
    readonly repeats?: readonly string[];
    readonly name: string;
    readonly phone: string;
    readonly amount: Fen | null;
    readonly claim: string;
  }[];
};

const claimantsIn = (w: Wording, { claimants, erased = 0 }: IncidentFactSheetPaper): string =>
  erased === 0 ? String(claimants) : w.text('claimantsAndErased', { claimants, complaints: erased });

export const incidentFactSheet: PaperRecipe<IncidentFactSheetPaper> = {
  layout: 'record',
  version: '2',
  notes: 1,
  proof: () => undefined,
  compose: (data, w) => ({
    heading: [
      { label: w.text('authority'), value: data.authority },
      { label: w.text('asOf'), value: w.day(data.asOf) },
    ],
    blocks: [
      {
        kind: 'sheet',
        groups: [
          {
            rows: [
              [cell(w, 'incident', data.incident.toWellFormed())],
              [cell(w, 'operator', data.operator.toWellFormed())],
              [cell(w, 'cases', String(data.cases)), cell(w, 'claimants', claimantsIn(w, data))],
              [cell(w, 'amount', w.money(data.amount))],
            ],
          },
        ],
      },
      { kind: 'heading', text: w.text('facts') },
      ...numberedList(w, data.facts),
      { kind: 'heading', text: w.text('verification') },
      ...paragraphs([data.verification]),
      { kind: 'heading', text: w.text('measures') },
      ...paragraphs([data.measures]),
    ],
  }),
};

export const incidentAnnouncement = letterRecipe<IncidentAnnouncementPaper>({
  notes: 0,
  compose: (data, w) =>
    letter(w, data, [
      w.sentence('body', { operator: data.operator, incident: data.incident }),
      ...numberedList(w, data.verified),
      w.sentence('steps'),
      ...numberedList(w, data.steps),
      w.sentence('phone', { phone: data.phone }),
    ]),
});

const COLUMNS = ['place', 'caseNumber', 'repeats', 'name', 'phone', 'amount', 'claim'] as const;

export const incidentClaimants: PaperRecipe<IncidentClaimantsPaper> = {
  layout: 'record',
  version: '4',
  notes: 1,
  proof: () => undefined,
  compose: (data, w) => {
    const { complaints = 0, amount = 0 } = data.erased ?? {};
    const hasRepeats = data.claimants.some(({ repeats = [] }) => repeats.length > 0);
    const total = data.claimants.reduce((sum, claimant) => sum + (claimant.amount ?? 0), amount);
    return {
      lying: true,
      heading: [
        { label: w.text('incident'), value: data.incident.toWellFormed() },
        { label: w.text('asOf'), value: w.day(data.asOf) },
      ],
      blocks: [
        w.sentence('total', { people: data.claimants.length, amount: w.money(total) }),
        {
          kind: 'table',
          heading: COLUMNS.filter((column) => hasRepeats || column !== 'repeats').map((column) => w.text(column)),
          widths: hasRepeats ? [0, 0, 0, 3, 0, 0, 4] : [0, 0, 3, 0, 0, 4],
          rows: data.claimants.map((claimant, index) => [
            String(index + 1),
            claimant.caseNumber,
            ...(hasRepeats ? [(claimant.repeats ?? []).join('\n')] : []),
            claimant.name.toWellFormed(),
            claimant.phone,
            claimant.amount === null ? w.text(':notGiven') : w.money(claimant.amount),
            claimant.claim.toWellFormed(),
          ]),
        },
        ...(complaints === 0 ? [] : [w.sentence('erased', { complaints })]),
        ...(data.elsewhere ? [w.sentence('elsewhere', { complaints: data.elsewhere })] : []),
      ],
      seal: sealOf(w, { authority: data.authority, signedOn: data.asOf }),
    };
  },
};
