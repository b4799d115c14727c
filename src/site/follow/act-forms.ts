import { readPublicNumber } from '#kernel/public-number.ts';
import { isSorted } from '#site/kit/files-by-purpose.ts';
import { formReader, type RawForm, type Reading } from '#site/kit/form-reader.ts';
import { readTelling, tellingOf, toldBys } from '#site/kit/told-by.ts';

export type FindAnswer = { readonly number: string; readonly phone: string };

/** The number of a report, whatever stands beside it: who asks is told the same whether or not there is one (art. 37). */
export const reportNumberIn = (raw: RawForm): string | undefined =>
  typeof raw['number'] === 'string' ? readPublicNumber('R', raw['number']) : undefined;

/** A number that cannot be one of ours is told before a code is sent; whether one exists is not. */
export function readFind(raw: RawForm): Reading<FindAnswer> {
  const read = formReader(raw);
  const number = read.requiredText('number', 'follow:fault.number', 80).trim();
  if (number !== '' && (['', 'Q'] as const).every((mark) => readPublicNumber(mark, number) === undefined))
    read.fault('number', 'follow:fault.no-number');
  return read.done({
    number,
    phone: read.codePhone('phone', 'follow:fault.phone'),
  });
}

/** Evidence is shown to the other side, papers about a person are not: whoever hands a file in says which it is. */
export const handedPurposes = ['evidence', 'identity', 'power-of-attorney', 'representation'] as const;
export type HandedPurpose = (typeof handedPurposes)[number];

const withPurpose = (raw: RawForm, files: number): { readonly purpose?: HandedPurpose } => {
  if (files > 0 && isSorted(raw)) return { purpose: 'evidence' };
  const purpose = files === 0 ? undefined : formReader(raw).optionalChoice('purpose', handedPurposes);
  return purpose === undefined ? {} : { purpose };
};

/** What words are where more was asked for: all there is to say, or when it comes. */
export const saidAs = ['answer', 'later'] as const;

export type Supplied = { readonly text?: string; readonly moreToCome?: true; readonly purpose?: HandedPurpose };

/**
 * `files` is how many files came with the form: either they or words are needed. Nobody can tell by their words alone whether
 * they answer the request or say when the answer comes; the page that asks says so with a field of its own.
 */
export function readSupply(raw: RawForm, files: number): Reading<Supplied> {
  const read = formReader(raw);
  const text = read.optionalText('text', 4000);
  const isAsked = read.optionalChoice('askedMore', ['yes']) === 'yes';
  const meant = isAsked ? read.optionalChoice('saidAs', saidAs) : undefined;
  if (text === undefined && files === 0) {
    if (meant === 'later') read.fault('text', 'follow:fault.when-it-comes');
    else if (isAsked) read.fault('files', 'follow:fault.nothing-supplied');
    // Nothing but proof of identity is asked for: words may explain, and prove nothing.
    else read.fault(isSorted(raw) ? 'identity' : 'files', 'follow:fault.no-identity');
  }
  if (text !== undefined && isAsked && meant === undefined && files === 0) read.fault('saidAs', 'follow:fault.said-as');
  return read.done({
    ...(text === undefined ? {} : { text }),
    ...(meant === 'later' ? { moreToCome: true as const } : {}),
    ...withPurpose(raw, files),
  });
}

export function readAddEvidence(raw: RawForm, files: number): Reading<{ readonly purpose?: HandedPurpose }> {
  const read = formReader(raw);
  if (files === 0) read.fault('files', 'follow:fault.no-file');
  return read.done(withPurpose(raw, files));
}

/** Taking an agency back needs no reason. */
export function readEndOfAgency(raw: RawForm): Reading<{ readonly reasons?: string }> {
  const read = formReader(raw);
  const reasons = read.optionalText('reasons', 1000);
  return read.done(reasons === undefined ? {} : { reasons });
}

export type ConsentsAnswer = { readonly joint?: boolean; readonly publicity?: boolean; readonly entrust?: boolean };

/** Only what the page asked comes with the form. */
export function readConsents(raw: RawForm): Reading<ConsentsAnswer> {
  const read = formReader(raw);
  const said = (['joint', 'publicity', 'entrust'] as const).flatMap((name) => {
    const answer = read.optionalChoice(name, ['yes', 'no']);
    return answer === undefined ? [] : [[name, answer === 'yes'] as const];
  });
  if (said.length === 0) read.fault('publicity', 'follow:fault.consents');
  return read.done(Object.fromEntries(said));
}

export const withdrawalReasons = ['settled', 'no-longer', 'elsewhere', 'other'] as const;

export type WithdrawAnswer = {
  readonly why?: (typeof withdrawalReasons)[number];
  readonly reasons?: string;
  readonly representedConsent?: boolean;
};

export function readWithdraw(raw: RawForm): Reading<WithdrawAnswer> {
  const read = formReader(raw);
  const why = read.optionalChoice('why', withdrawalReasons);
  const reasons = read.optionalText('reasons', 2000);
  const represented = read.optionalChoice('representedConsent', ['yes']);
  return read.done({
    ...(why === undefined ? {} : { why }),
    ...(reasons === undefined ? {} : { reasons }),
    ...(represented === undefined ? {} : { representedConsent: true }),
  });
}

export type SettlementAnswer = {
  readonly settled: boolean;
  readonly representedConsent?: boolean;
  readonly text?: string;
};

export function readSettlement(raw: RawForm): Reading<SettlementAnswer> {
  const read = formReader(raw);
  const settled = read.yesNo('settled', 'follow:fault.settled');
  const represented = read.optionalChoice('representedConsent', ['yes']);
  const text = read.optionalText('text', 1000);
  return read.done({
    settled,
    ...(represented === undefined ? {} : { representedConsent: true }),
    ...(text === undefined ? {} : { text }),
  });
}

const people = ['0', '1', '2', '3', '4', '5'] as const;

/** Whom the request is about is asked where somebody assists; the page says so with a field of its own. */
export function readRecusal(raw: RawForm): Reading<{ readonly reasons: string; readonly assistant?: number }> {
  const read = formReader(raw);
  const isAsked = read.optionalChoice('assisted', ['yes']) === 'yes';
  const who = isAsked ? Number(read.choice('who', people, 'follow:fault.recusal-who')) : 0;
  const reasons = read.requiredText('reasons', 'follow:fault.recusal-reasons', 4000);
  return read.done({ reasons, ...(who === 0 ? {} : { assistant: who }) });
}

export function readRating(raw: RawForm): Reading<{ readonly score: number; readonly text?: string }> {
  const read = formReader(raw);
  const score = Number(read.choice('score', ['4', '3', '2', '1'], 'follow:fault.score'));
  const text = read.optionalText('text', 1000);
  return read.done({ score, ...(text === undefined ? {} : { text }) });
}

export type ChosenTelling = {
  readonly tellBy: 'sms' | 'e-mail' | 'letter';
  readonly electronic: boolean;
  readonly largePrint?: boolean;
  readonly email?: string;
  readonly address?: string;
};

/** The act itself knows whether an address is on file already. */
export function readChosenTelling(raw: RawForm): Reading<ChosenTelling> {
  const read = formReader(raw);
  const toldBy = read.choice('toldBy', toldBys, 'site:toldBy.fault.none');
  const { email, telling = { toldBy, electronic: false } } = readTelling(read, toldBy);
  const address = read.optionalText('address', 300);
  const { tellBy = 'sms', ...wish } = tellingOf(telling);
  return read.done({
    tellBy,
    ...wish,
    ...(email === undefined ? {} : { email }),
    ...(address === undefined ? {} : { address }),
  });
}
