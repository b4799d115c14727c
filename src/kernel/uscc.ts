/**
 * Unified social credit code, GB 32100-2015, with the organisation code inside it, GB 11714.
 * A doubtful code warns and never blocks: codes of the pilot years exist that fail the check digit.
 */
import { halfWidth, upperAscii } from './half-width.ts';

const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const ORGANISATION_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2];
const CODE_LENGTH = 18;
const REGISTRATION_NUMBER_LENGTH = 15;

export type UsccWarning =
  | { readonly code: 'empty' }
  | { readonly code: 'wrong-length'; readonly length: number }
  | { readonly code: 'unknown-character'; readonly position: number; readonly character: string }
  | { readonly code: 'wrong-check-digit'; readonly position: number; readonly expected: string }
  | { readonly code: 'wrong-organisation-check'; readonly position: number; readonly expected: string };

export type UsccVerdict = {
  /** The code as it should be stored: half-width, upper-case, without spaces and hyphens. */
  readonly text: string;
  /** `registration-number`: the 15-digit business registration number used before 2015. */
  readonly form: 'uscc' | 'registration-number' | 'other';
  readonly sound: boolean;
  /** Positions are counted from 1 in `text`. */
  readonly warnings: readonly UsccWarning[];
};

export const normaliseUscc = (input: string): string => upperAscii(halfWidth(input).replace(/[\s-]/g, ''));

/** The 18th character for the first 17; `undefined` when one of them is outside the alphabet. */
export const usccCheckCharacter = (first17: string): string | undefined => {
  let sum = 0;
  let weight = 1;
  for (const character of first17) {
    const value = ALPHABET.indexOf(character);
    if (value < 0) return undefined;
    sum += value * weight;
    weight = (weight * 3) % 31;
  }
  return ALPHABET[(31 - (sum % 31)) % 31];
};

/** The 9th character of an organisation code for its first eight (digits count as themselves, A = 10 … Z = 35). */
export const organisationCheckCharacter = (first8: string): string => {
  const sum = ORGANISATION_WEIGHTS.reduce(
    (total, weight, at) => total + weight * Number.parseInt(first8[at] ?? '0', 36),
    0,
  );
  const check = 11 - (sum % 11);
  return check === 10 ? 'X' : check === 11 ? '0' : String(check);
};

/** ISO 7064 MOD 11,10 over the first 14 digits of an old registration number. */
export const registrationCheckDigit = (first14: string): string => {
  let product = 10;
  for (const digit of first14) {
    const sum = (product + Number(digit)) % 10;
    product = ((sum === 0 ? 10 : sum) * 2) % 11;
  }
  return String((11 - product) % 10);
};

const verdict = (text: string, form: UsccVerdict['form'], warnings: readonly UsccWarning[]): UsccVerdict => ({
  text,
  form,
  sound: warnings.length === 0,
  warnings,
});

const unknownCharacters = (text: string): UsccWarning[] =>
  [...text].flatMap((character, at) =>
    ALPHABET.includes(character) ? [] : [{ code: 'unknown-character', position: at + 1, character } as const],
  );

const checkRegistrationNumber = (text: string): UsccVerdict => {
  const expected = registrationCheckDigit(text.slice(0, 14));
  const wrong = text[14] === expected ? [] : [{ code: 'wrong-check-digit', position: 15, expected } as const];
  return verdict(text, 'registration-number', wrong);
};

export const checkUscc = (input: string): UsccVerdict => {
  const text = normaliseUscc(input);
  if (text === '') return verdict(text, 'other', [{ code: 'empty' }]);
  if (text.length === REGISTRATION_NUMBER_LENGTH && /^\d+$/.test(text)) return checkRegistrationNumber(text);
  const length = [...text].length;
  if (length !== CODE_LENGTH) return verdict(text, 'other', [{ code: 'wrong-length', length }]);
  const unknown = unknownCharacters(text);
  if (unknown.length > 0) return verdict(text, 'uscc', unknown);
  const warnings: UsccWarning[] = [];
  const inner = organisationCheckCharacter(text.slice(8, 16));
  if (text[16] !== inner) warnings.push({ code: 'wrong-organisation-check', position: 17, expected: inner });
  const expected = usccCheckCharacter(text.slice(0, 17));
  if (expected !== undefined && text[17] !== expected) {
    warnings.push({ code: 'wrong-check-digit', position: 18, expected });
  }
  return verdict(text, 'uscc', warnings);
};
