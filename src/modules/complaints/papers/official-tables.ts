/** Forms 1 and 9 of the official set of April 2026: the two that are filled in, field by field. */
import type { Day } from '#kernel/day.ts';
import { idKindText } from '#kernel/identity-words.ts';
import { type Along, boundTogether, namesBefore, registeredTogether } from './complainants.ts';
import { cell, type Letterhead, type PaperRecipe, type ProofOfPaper, sealOf, yesOrNo } from './parts.ts';
import { type Composed, composedIn, type Wording } from './wording.ts';

export type RegistrationPaper = {
  readonly registeringUnit: string;
  readonly number: string;
  readonly complainant: {
    readonly name: string;
    readonly phone: string;
    /** As kept: a code, or words. */
    readonly idKind: string;
    readonly idNumber: string;
    readonly address: string;
  };
  /** Who complains along with the first, where several complain together. */
  readonly along?: readonly Along[];
  /** `null`: not asked yet, both boxes stay empty. */
  readonly consents: { readonly publicity: boolean | null; readonly entrusted: boolean | null };
  readonly respondent: {
    readonly name: string;
    readonly contactPerson: string;
    readonly address: string;
    readonly phone: string;
  };
  readonly facts: Composed;
  readonly claim: Composed;
  /** Off-site filings need no signature (note 2): name and day are printed only when there are some. */
  readonly complainantSigned?: { readonly name: string; readonly on: Day };
  readonly clerk?: { readonly name: string; readonly on: Day };
  readonly proof?: ProofOfPaper;
};

export type PartyToAgreement = { readonly name: string; readonly phone: string; readonly address: string };

export type MediationAgreementPaper = Letterhead & {
  readonly complainant: PartyToAgreement;
  /** Whom the agreement binds beside the complainant who is named first. */
  readonly along?: readonly Along[];
  readonly complainantAgent?: PartyToAgreement;
  readonly respondent: PartyToAgreement & { readonly legalRepresentative: string };
  readonly respondentAgent?: PartyToAgreement;
  readonly dispute: Composed;
  /** One term a line. */
  readonly terms: readonly string[];
};

const partiesIn = ({
  number,
  complainant,
  along = [],
}: Pick<MediationAgreementPaper, 'number' | 'complainant' | 'along'>) => ({
  number,
  first: complainant,
  along,
});

const signed = (w: Wording, key: string, by: { readonly name: string; readonly on: Day } | undefined) => ({
  label: w.text(key),
  name: by?.name ?? '',
  day: by ? w.day(by.on) : w.text(':blankDate'),
});

export const registration: PaperRecipe<RegistrationPaper> = {
  layout: 'form',
  version: '4',
  official: 1,
  notes: 4,
  proof: (data) => data.proof,
  compose: (data, w) => ({
    heading: [
      { label: w.text('registeringUnit'), value: data.registeringUnit },
      { label: w.text('number'), value: data.number },
    ],
    blocks: [
      {
        kind: 'sheet',
        groups: [
          {
            label: w.text('complainant'),
            rows: [
              [
                cell(w, 'name', namesBefore(w, data.complainant.name, data.along)),
                cell(w, 'phone', data.complainant.phone),
              ],
              [
                cell(w, 'idKind', idKindText(data.complainant.idKind, w.translate)),
                cell(w, 'idNumber', data.complainant.idNumber),
              ],
              [cell(w, 'address', data.complainant.address)],
              [yesOrNo(w, 'publicity', data.consents.publicity), yesOrNo(w, 'entrusted', data.consents.entrusted)],
            ],
          },
          {
            label: w.text('respondent'),
            rows: [
              [
                cell(w, 'respondentName', data.respondent.name),
                cell(w, 'contactPerson', data.respondent.contactPerson),
              ],
              [
                cell(w, 'respondentAddress', data.respondent.address),
                cell(w, 'respondentPhone', data.respondent.phone),
              ],
            ],
          },
          { label: w.text('facts'), rows: [], text: { value: composedIn(data.facts, w), lines: 8 } },
          { label: w.text('claim'), rows: [], text: { value: composedIn(data.claim, w), lines: 4 } },
        ],
        signatures: [
          signed(w, 'complainantSignature', data.complainantSigned),
          signed(w, 'clerkSignature', data.clerk),
        ],
      },
    ],
    ...registeredTogether(w, partiesIn(data)),
  }),
};

const line = (w: Wording, key: string, value: string | undefined) => ({ label: w.text(key), value: value ?? '' });

export const mediationAgreement: PaperRecipe<MediationAgreementPaper> = {
  layout: 'letter',
  version: '5',
  official: 9,
  notes: 3,
  proof: (data) => data.proof,
  compose: (data, w) => {
    const who = line(w, 'complainant', namesBefore(w, data.complainant.name, data.along));
    const phone = line(w, 'phone', data.complainant.phone);
    return {
      number: data.number,
      blocks: [
        {
          kind: 'lines',
          rows: [
            // Several names take the line; alone, the complainant shares it with the telephone as in the official set.
            ...(data.along === undefined || data.along.length === 0 ? [[who, phone]] : [[who], [phone]]),
            [line(w, 'address', data.complainant.address)],
            [line(w, 'agent', data.complainantAgent?.name), line(w, 'phone', data.complainantAgent?.phone)],
            [line(w, 'address', data.complainantAgent?.address)],
            [line(w, 'respondent', data.respondent.name)],
            [
              line(w, 'legalRepresentative', data.respondent.legalRepresentative),
              line(w, 'phone', data.respondent.phone),
            ],
            [line(w, 'premises', data.respondent.address)],
            [line(w, 'agent', data.respondentAgent?.name), line(w, 'phone', data.respondentAgent?.phone)],
            [line(w, 'address', data.respondentAgent?.address)],
          ],
        },
        w.sentence('dispute', { dispute: composedIn(data.dispute, w) }),
        w.sentence('agreement', { ...w.law(), agreement: data.terms.join('\n') }),
        w.sentence('effect'),
        {
          kind: 'signatures',
          items: ['complainantSignature', 'respondentSignature', 'mediatorSignature'].map((key) => ({
            label: w.text(key),
          })),
        },
      ],
      seal: sealOf(w, data),
      ...boundTogether(w, partiesIn(data)),
    };
  },
};
