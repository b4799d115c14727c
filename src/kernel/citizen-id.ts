/**
 * Citizen identity number, GB 11643-1999: 6 region + 8 birth date + 3 sequence (odd = male) + check character.
 * The same build is used by residence permits (first two digits 81, 82, 83) and by foreigners' cards (first digit 9).
 * Findings are warnings: whether a number is asked for, and what a wrong one means, is decided elsewhere.
 */
import { type Day, isDay } from './day.ts';
import { halfWidth, upperAscii } from './half-width.ts';

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECK_CHARACTERS = '10X98765432';

export type CitizenIdWarning =
  | { readonly code: 'empty' }
  | { readonly code: 'wrong-length'; readonly length: number }
  | { readonly code: 'unknown-character'; readonly position: number }
  | { readonly code: 'impossible-birth-date'; readonly position: number }
  | { readonly code: 'wrong-check-digit'; readonly position: number; readonly expected: string };

export type CitizenIdVerdict = {
  /** 18 characters where possible: a 15-digit number of before 1999 is lengthened. */
  readonly text: string;
  readonly form: 'citizen' | 'residence-permit' | 'foreign-resident' | 'other';
  readonly sound: boolean;
  readonly warnings: readonly CitizenIdWarning[];
  readonly birthOn?: Day;
  readonly sex?: 'female' | 'male';
};

export const citizenIdCheckCharacter = (first17: string): string => {
  const sum = WEIGHTS.reduce((total, weight, at) => total + weight * Number(first17[at] ?? '0'), 0);
  return CHECK_CHARACTERS[sum % 11] ?? '';
};

const formOf = (text: string): CitizenIdVerdict['form'] => {
  if (text.startsWith('9')) return 'foreign-resident';
  return /^8[123]/.test(text) ? 'residence-permit' : 'citizen';
};

const lengthen = (text: string): string => {
  const first17 = `${text.slice(0, 6)}19${text.slice(6)}`;
  return first17 + citizenIdCheckCharacter(first17);
};

const badCharacter = (text: string): number => {
  const at = [...text].findIndex((character, index) => !(/\d/.test(character) || (index === 17 && character === 'X')));
  return at + 1;
};

export const checkCitizenId = (input: string): CitizenIdVerdict => {
  const typed = upperAscii(halfWidth(input).replace(/\s/g, ''));
  const other = (warning: CitizenIdWarning): CitizenIdVerdict => ({
    text: typed,
    form: 'other',
    sound: false,
    warnings: [warning],
  });
  if (typed === '') return other({ code: 'empty' });
  const text = /^\d{15}$/.test(typed) ? lengthen(typed) : typed;
  const length = [...text].length;
  if (length !== 18) return other({ code: 'wrong-length', length });
  const position = badCharacter(text);
  if (position > 0) return other({ code: 'unknown-character', position });

  const warnings: CitizenIdWarning[] = [];
  const birth = `${text.slice(6, 10)}-${text.slice(10, 12)}-${text.slice(12, 14)}`;
  const birthOn = isDay(birth) && birth >= '1800' ? birth : undefined;
  if (birthOn === undefined) warnings.push({ code: 'impossible-birth-date', position: 7 });
  const expected = citizenIdCheckCharacter(text.slice(0, 17));
  if (text[17] !== expected) warnings.push({ code: 'wrong-check-digit', position: 18, expected });
  return {
    text,
    form: formOf(text),
    sound: warnings.length === 0,
    warnings,
    ...(birthOn === undefined ? {} : { birthOn }),
    sex: Number(text[16]) % 2 === 1 ? 'male' : 'female',
  };
};

/** First six and last four characters, the rest hidden. */
export const maskCitizenId = (text: string): string =>
  text.length <= 10 ? '*'.repeat(text.length) : `${text.slice(0, 6)}${'*'.repeat(text.length - 10)}${text.slice(-4)}`;
