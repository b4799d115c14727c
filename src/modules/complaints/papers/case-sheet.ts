/** A case in the field order of the national 12315 platform. */
import type { Day } from '#kernel/day.ts';
import { idKindText } from '#kernel/identity-words.ts';
import type { Fen } from '#kernel/money.ts';
import { type PaperRecipe, pairs, single } from './parts.ts';
import type { Wording } from './wording.ts';

/** In the order of the national 12315 work order, so that a clerk copies from top to bottom. */
export type CaseSheetPaper = {
  readonly number: string;
  readonly nationalNumber?: string;
  readonly channel: string;
  readonly receivedAt: string;
  readonly complainant: string;
  readonly phone: string;
  readonly idKind: string;
  readonly idNumber: string;
  readonly address: string;
  readonly specialGroup: string;
  /** Whoever complains along, with the telephone of each. */
  readonly along?: string;
  readonly respondent: string;
  readonly creditCode: string;
  readonly respondentPhone: string;
  readonly respondentAddress: string;
  readonly goods: string;
  readonly objectCategory: string;
  readonly brand: string;
  readonly quantity: string;
  readonly amount: Fen | null;
  readonly purchasedOn: Day | null;
  readonly harmedOn: Day | null;
  readonly online: boolean | null;
  readonly platform: string;
  readonly shopLink: string;
  readonly orderNumber: string;
  readonly logisticsNumber: string;
  readonly problemType: string;
  readonly narrative: string;
  readonly claim: string;
  readonly publicity: boolean | null;
  readonly entrusted: boolean | null;
  readonly evidence: readonly string[];
};

const consent = (w: Wording, answer: boolean | null): string =>
  answer === null ? w.text(':notGiven') : w.text(answer ? ':yes' : ':no');

export const caseSheet: PaperRecipe<CaseSheetPaper> = {
  layout: 'form',
  version: '4',
  notes: 0,
  proof: () => undefined,
  compose: (data, w) => {
    const { number, nationalNumber = '', channel, receivedAt, complainant, phone, idKind, idNumber } = data;
    const { respondent, creditCode, respondentPhone, goods, objectCategory, brand, quantity } = data;
    const { platform, orderNumber, logisticsNumber, problemType, specialGroup } = data;
    const day = (of: Day | null): string => (of === null ? w.text(':notGiven') : w.day(of));
    const amount = data.amount === null ? w.text(':notGiven') : w.money(data.amount);
    return {
      blocks: [
        {
          kind: 'sheet',
          groups: [
            { label: w.text('registration'), rows: pairs(w, { number, nationalNumber, channel, receivedAt }) },
            {
              label: w.text('complainantGroup'),
              rows: [
                ...pairs(w, { complainant, phone, idKind: idKindText(idKind, w.translate), idNumber }),
                ...single(w, {
                  address: data.address,
                  specialGroup,
                  ...(data.along === undefined ? {} : { along: data.along }),
                }),
              ],
            },
            {
              label: w.text('respondentGroup'),
              rows: [
                ...pairs(w, { respondent, creditCode, respondentPhone, respondentAddress: data.respondentAddress }),
              ],
            },
            {
              label: w.text('purchaseGroup'),
              rows: [
                ...pairs(w, {
                  goods,
                  objectCategory,
                  brand,
                  quantity,
                  amount,
                  purchasedOn: day(data.purchasedOn),
                  harmedOn: day(data.harmedOn),
                  online: data.online === null ? w.text('onlineOpen') : w.text(data.online ? ':yes' : ':no'),
                  platform,
                  orderNumber,
                  logisticsNumber,
                }),
                ...single(w, { shopLink: data.shopLink }),
              ],
            },
            {
              label: w.text('narrative'),
              rows: single(w, { problemType }),
              text: { value: data.narrative.toWellFormed(), lines: 4 },
            },
            { label: w.text('claim'), rows: [], text: { value: data.claim.toWellFormed(), lines: 2 } },
            {
              label: w.text('other'),
              rows: [
                ...pairs(w, { publicity: consent(w, data.publicity), entrusted: consent(w, data.entrusted) }),
                ...single(w, { evidence: w.list(data.evidence) }),
              ],
            },
          ],
        },
      ],
    };
  },
};
