import type { Day } from '#kernel/day.ts';
import type { Fen } from '#kernel/money.ts';
import { checkUscc } from '#kernel/uscc.ts';
import { type ClaimKind, claimKinds } from '#modules/complaints/vocabulary.ts';
import { formReader, type RawForm, type Reading } from '#site/kit/form-reader.ts';
import { type HelperAnswer, whoHelps } from './read-people.ts';
import { asksForDispute, type FilingRole, filingRoles, isDeclared, type Matter, matters } from './steps.ts';

/** Characters at most; never more than the complaints contract takes. */
export const textLimits = {
  facts: 5000,
  details: 2000,
  name: 200,
  address: 300,
  clue: 500,
  goods: 300,
  code: 100,
} as const;

export type MatterAnswer = { readonly matter: Matter };

export type RespondentAnswer =
  | { readonly kind: 'operator'; readonly operator: string }
  /** A shop of the register; its platform and seller stand there. */
  | { readonly kind: 'registered-shop'; readonly shop: string }
  | {
      readonly kind: 'platform-shop';
      readonly platform: string;
      readonly shop: string;
      readonly link?: string;
      readonly address?: string;
    }
  | {
      readonly kind: 'described';
      readonly name?: string;
      readonly address?: string;
      readonly phone?: string;
      readonly contact?: string;
      readonly licence?: string;
      readonly clue?: string;
    };

export type PurchaseAnswer = {
  /** Left out where the photo of the receipt says it. */
  readonly online?: boolean;
  readonly platform?: string;
  readonly orderNumber?: string;
  readonly logisticsNumber?: string;
  readonly goods?: string;
  /** What is not written stands on a photo that was handed in; an officer completes it. */
  readonly onReceipt?: true;
  readonly brand?: string;
  readonly quantity?: string;
  readonly objectCode?: string;
  readonly boughtOn?: Day;
  readonly amount?: Fen;
};

export type FactsAnswer = {
  /** What is in dispute (complaint). */
  readonly facts?: string;
  /** Told in a recording that was handed in; an officer writes it down. */
  readonly inRecording?: true;
  /** What may be a breach of law (report); never stored with the complaint. */
  readonly breach?: string;
  readonly question?: string;
  readonly problemCode?: string;
  readonly place?: string;
  /** When the person knew of it: the three years of Order 121 art. 16(4) run from then. */
  readonly knewOn?: Day;
};

export type ClaimAnswer = {
  readonly claims: readonly ClaimKind[];
  readonly refund?: Fen;
  readonly damages?: Fen;
  readonly details?: string;
};

export type RoleAnswer = { readonly role: FilingRole };

export type ConsentsAnswer = { readonly publish: boolean; readonly entrust: boolean };

export type ShortAnswer = {
  readonly respondent: string;
  readonly facts: string;
  /** Nothing was written: `facts` only says where to listen or look. */
  readonly inFile?: true;
  readonly phone: string;
  readonly name?: string;
  readonly helper?: Omit<HelperAnswer, 'told'>;
};

export type EvidenceAct =
  | { readonly act: 'upload' | 'continue' }
  | { readonly act: 'remove'; readonly evidence: string };

/** Leaves out what was not said: an answer has a field or has it not. */
const given = <T extends object>(fields: { [K in keyof T]: T[K] | undefined }): Partial<T> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Partial<T>;

export function readMatter(raw: RawForm): Reading<MatterAnswer> {
  const read = formReader(raw);
  return read.done({ matter: read.choice('matter', matters, 'filing:fault.matter') });
}

const operatorPrefix = 'operator:';
const shopPrefix = 'shop:';

/** `chosen` is `operator:<id>` or `shop:<id>` of a search result, `platform-shop` or `described`. */
export function readRespondent(raw: RawForm): Reading<RespondentAnswer> {
  const read = formReader(raw);
  const chosen = typeof raw.chosen === 'string' ? raw.chosen : '';
  if (chosen.startsWith(operatorPrefix) && chosen.length > operatorPrefix.length)
    return read.done({ kind: 'operator', operator: chosen.slice(operatorPrefix.length) });
  if (chosen.startsWith(shopPrefix) && chosen.length > shopPrefix.length)
    return read.done({ kind: 'registered-shop', shop: chosen.slice(shopPrefix.length) });
  if (chosen === 'platform-shop')
    return read.done({
      kind: 'platform-shop',
      platform: read.requiredText('platform', 'filing:fault.platform', 80),
      shop: read.requiredText('shop', 'filing:fault.shop', 80),
      ...given({
        link: read.optionalText('link', 1000),
        address: read.optionalText('shopAddress', textLimits.address),
      }),
    });
  if (chosen !== 'described') read.fault('chosen', 'filing:fault.respondent');
  const described = given({
    name: read.optionalText('name', textLimits.name),
    address: read.optionalText('address', textLimits.address),
    phone: read.optionalPhone('phone'),
    contact: read.optionalText('contact', 100),
    licence: read.optionalText('licence', 60),
    clue: read.optionalText('clue', textLimits.clue),
  });
  if (described.licence !== undefined && !checkUscc(described.licence).sound)
    read.warn('licence', 'filing:warning.licence');
  if (chosen === 'described' && Object.keys(described).length === 0) read.fault('name', 'filing:fault.respondent-clue');
  return read.done({ kind: 'described', ...described });
}

/** @param role only who helps somebody hands in a photo or a recording instead of words */
export function readPurchase(raw: RawForm, today: Day, role?: FilingRole): Reading<PurchaseAnswer> {
  const read = formReader(raw);
  const onReceipt = role === 'helper' && read.optionalChoice('onReceipt', ['yes']) !== undefined;
  const goods = onReceipt
    ? read.optionalText('goods', textLimits.goods)
    : read.requiredText('goods', 'filing:fault.goods', textLimits.goods);
  // In the order of the page: so stands the list of what is wrong.
  return read.done({
    ...(goods === undefined ? {} : { goods }),
    ...given({
      brand: read.optionalText('brand', textLimits.code),
      quantity: read.optionalText('quantity', 60),
      objectCode: read.optionalText('objectCode', 40),
    }),
    ...given({
      online:
        onReceipt && (raw.online === undefined || raw.online === '')
          ? undefined
          : read.yesNo('online', 'filing:fault.online'),
      platform: read.optionalText('platform', textLimits.code),
      orderNumber: read.optionalText('orderNumber', textLimits.code),
      logisticsNumber: read.optionalText('logisticsNumber', textLimits.code),
      boughtOn: read.optionalDay('boughtOn', today),
      amount: read.optionalMoney('amount'),
    }),
    ...(onReceipt && (goods === undefined || raw.online === undefined || raw.online === '')
      ? { onReceipt: true as const }
      : {}),
  });
}

/** @param role as for the purchase */
export function readFacts(raw: RawForm, matter: Matter, today: Day, role?: FilingRole): Reading<FactsAnswer> {
  const read = formReader(raw);
  const isTold =
    asksForDispute(matter) && role === 'helper' && read.optionalChoice('inRecording', ['yes']) !== undefined;
  const told = isTold ? read.optionalText('facts', textLimits.facts) : undefined;
  const asked = (name: string, when: boolean): string | undefined =>
    when ? read.requiredText(name, `filing:fault.${name}`, textLimits.facts) : undefined;
  return read.done(
    given({
      facts: isTold ? told : asked('facts', asksForDispute(matter)),
      inRecording: isTold && told === undefined ? (true as const) : undefined,
      breach: asked('breach', matter === 'report' || matter === 'both'),
      question: asked('question', matter === 'question'),
      problemCode: read.optionalText('problemCode', 40),
      place: read.optionalText('place', textLimits.address),
      knewOn: read.optionalDay('knewOn', today),
    }),
  );
}

export function readClaim(raw: RawForm): Reading<ClaimAnswer> {
  const read = formReader(raw);
  const chosen = read.choices('claims', claimKinds);
  const details = read.optionalText('details', textLimits.details);
  if (chosen.length === 0 && details === undefined) read.fault('claims', 'filing:fault.claims');
  const refund = chosen.includes('refund') ? read.optionalMoney('refund') : undefined;
  const damages = chosen.includes('damages') ? read.optionalMoney('damages') : undefined;
  return read.done({ claims: chosen, ...given({ refund, damages, details }) });
}

export function readEvidenceAct(raw: RawForm): EvidenceAct {
  const act = typeof raw.act === 'string' ? raw.act : '';
  if (act.startsWith('remove:')) return { act: 'remove', evidence: act.slice('remove:'.length) };
  return { act: act === 'upload' ? 'upload' : 'continue' };
}

export function readRole(raw: RawForm): Reading<RoleAnswer> {
  const read = formReader(raw);
  return read.done({ role: read.choice('role', filingRoles, 'filing:fault.role') });
}

/** Both are asked openly: nothing is ticked beforehand, and no answer is not consent. */
export function readConsents(raw: RawForm): Reading<ConsentsAnswer> {
  const read = formReader(raw);
  return read.done({
    publish: read.yesNo('publish', 'filing:fault.publish'),
    entrust: read.yesNo('entrust', 'filing:fault.entrust'),
  });
}

export function readCheck(raw: RawForm, matter: Matter): Reading<{ readonly truthful: boolean }> {
  const read = formReader(raw);
  if (!isDeclared(matter)) return read.done({ truthful: false });
  return read.done({ truthful: read.ticked('truthful', 'filing:fault.truthful') });
}

export const shortWho = ['self', 'helper'] as const;

/** With a recording or a photo the facts may stay unwritten: an officer listens and completes them. */
export function readShort(raw: RawForm, inFile?: string): Reading<ShortAnswer> {
  const read = formReader(raw);
  const respondent = read.requiredText('respondent', 'filing:fault.short-respondent');
  const facts =
    inFile === undefined
      ? read.requiredText('facts', 'filing:fault.facts', textLimits.facts)
      : read.optionalText('facts', textLimits.facts);
  const phone = read.callablePhone('phone', 'filing:fault.phone');
  const name = read.optionalText('name', 100);
  const isHelped = read.optionalChoice('who', shortWho) === 'helper';
  return read.done({
    respondent,
    facts: facts ?? inFile ?? '',
    ...(facts === undefined ? { inFile: true as const } : {}),
    phone,
    ...given({ name, helper: isHelped ? whoHelps(read, 'helper') : undefined }),
  });
}
