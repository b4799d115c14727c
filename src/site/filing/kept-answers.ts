import type { RawForm } from '#site/kit/form-reader.ts';
import { type FieldSizes, keptFields } from '#site/kit/kept-fields.ts';
import { textLimits } from './answers.ts';
import type { FilingStep } from './steps.ts';

/** Of a choice, a day or an amount: whatever is longer is none. */
const word = 60;
const name = 200;
const { address, code, facts } = textLimits;

/** As the pages ask and the readings take it. */
const sizes: Readonly<Record<FilingStep, FieldSizes>> = {
  matter: { matter: word },
  role: { role: word },
  helper: { name, phone: word, relation: word, station: 100, told: word },
  respondent: {
    chosen: 100,
    ...{ platform: 80, shop: 80, link: 1000, shopAddress: address },
    ...{ name, address, phone: word, contact: 100, licence: word, clue: textLimits.clue },
  },
  purchase: {
    ...{ onReceipt: word, goods: textLimits.goods, brand: code, quantity: word, objectCode: word, online: word },
    ...{ platform: code, orderNumber: code, logisticsNumber: code, boughtOn: word, amount: word },
  },
  facts: { inRecording: word, facts, breach: facts, question: facts, problemCode: word, place: address, knewOn: word },
  claim: { claims: word, refund: word, damages: word, details: textLimits.details },
  evidence: {},
  person: {
    ...{ named: word, name, phone: word, noPhone: word, address, idKind: word, idNumber: word },
    ...{ toldBy: word, email: name, electronic: word, reportNamed: word },
  },
  agent: { name, phone: word, address, idKind: word, idNumber: word, powers: word, matters: address, until: word },
  joint: { others: 20_000, secondName: 100, secondPhone: word, agreed: word },
  consents: { publish: word, entrust: word },
  check: { truthful: word },
};

export const keptAnswer = (step: FilingStep, raw: RawForm): RawForm => keptFields(raw, sizes[step]);
