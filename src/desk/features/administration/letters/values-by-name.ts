/** The values of a case by the names a person reads: a wording is kept with names of its own, which nobody is shown. */
import type { Translate } from '#kernel/translate.ts';
import type { LocalFormPreviewBody } from '#modules/complaints/local-forms/contract.ts';
import { type LocalValue, localValues } from '#modules/complaints/vocabulary.ts';

type Blanks = readonly { readonly label?: string }[];
type Texts = Partial<Pick<LocalFormPreviewBody, 'wording' | 'aid'>>;

const PUT = /\{\{\s*([^{}]*?)\s*\}\}/gu;

export const valueName = (value: LocalValue, t: Translate): string => t(`administration:localForms.values.${value}`);

const knownAs = (name: string): LocalValue | undefined => localValues.find((value) => value === name);

/** A blank of that name, which would be taken for the value. */
export const blankNamedLikeValue = (blanks: Blanks, t: Translate): string | undefined => {
  const names = new Set(localValues.map((value) => valueName(value, t)));
  return blanks.find(({ label = '' }) => names.has(label.trim()))?.label;
};

/** To be read: each value and each blank in brackets. */
export const inBrackets = (wording: string, t: Translate): string =>
  wording.replaceAll(PUT, (_, name: string) => {
    const value = knownAs(name);
    return `〔${value === undefined ? name : valueName(value, t)}〕`;
  });

const eachText = <Typed extends Texts>(typed: Typed, put: (whole: string, name: string) => string): Typed => ({
  ...typed,
  ...(typed.wording === undefined ? {} : { wording: typed.wording.replaceAll(PUT, put) }),
  ...(typed.aid === undefined ? {} : { aid: typed.aid.replaceAll(PUT, put) }),
});

/** To be edited: values under the names of the buttons; where a blank bears that name it stays what it was. */
export const withNames = <Typed extends Texts & { readonly fields?: Blanks }>(typed: Typed, t: Translate): Typed => {
  const taken = new Set(typed.fields?.map(({ label }) => label));
  return eachText(typed, (whole, name) => {
    const value = knownAs(name);
    if (value === undefined) return whole;
    const word = valueName(value, t);
    return taken.has(word) ? whole : `{{${word}}}`;
  });
};

/** To be sent: values under the names they are kept by. */
export const withoutNames = <Typed extends Texts & { readonly fields?: Blanks }>(typed: Typed, t: Translate): Typed => {
  const taken = new Set(typed.fields?.map(({ label }) => label));
  return eachText(typed, (whole, name) => {
    const value = localValues.find((one) => valueName(one, t) === name);
    return value === undefined || taken.has(name) ? whole : `{{${value}}}`;
  });
};

/** A refusal quotes a value by the name it is kept by. */
export const refusalInNames = (said: string, t: Translate): string =>
  said.replaceAll(/(?<=“)\w+(?=”)/gu, (name) => {
    const value = knownAs(name);
    return value === undefined ? name : valueName(value, t);
  });
