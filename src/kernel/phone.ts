/**
 * Chinese telephone numbers as people write them. Nothing is rejected: shops give relay numbers with an extension,
 * short service numbers and foreign numbers, and an officer must be able to keep what was said.
 */
import { halfWidth } from './half-width.ts';

export type PhoneKind = 'mobile' | 'landline' | 'national-service' | 'short' | 'foreign' | 'unrecognised';

export type PhoneReading = {
  readonly kind: PhoneKind;
  /** For screens and storage: `13800001234`, `0571-88001234-12`, `400-800-1234`; the typed text when unrecognised. */
  readonly text: string;
  /** For comparing: digits with country code and no extension, `+8613800001234`; only when recognised. */
  readonly line?: string;
  readonly extension?: string;
};

const AREA = /^(10|2\d|[3-9]\d{2})(\d{7,8})$/;
const EXTENSION = /^(.*?\d)\s*(?:转接?|分机号?|ext\.?|x|#|,)\s*[:：]?\s*(\d{1,8})$/i;

const withExtension = (text: string, extension: string | undefined): string =>
  extension === undefined ? text : `${text}-${extension}`;

const splitExtension = (typed: string): readonly [string, string | undefined] => {
  const said = EXTENSION.exec(typed);
  if (said) return [said[1] ?? '', said[2]];
  const dashed = /^(\+?[\d ()]*(?:-[\d ()]+)*?)-(\d{1,6})$/.exec(typed);
  const head = dashed?.[1] ?? '';
  // The last dashed group is an extension only when what stands before it is already a whole number.
  return dashed && readDomestic(head.replace(/\D/g, ''), undefined, !head.startsWith('+'))
    ? [head, dashed[2]]
    : [typed, undefined];
};

const reading = (kind: PhoneKind, text: string, line: string, extension: string | undefined): PhoneReading => ({
  kind,
  text: withExtension(text, extension),
  line,
  ...(extension === undefined ? {} : { extension }),
});

const readDomestic = (digits: string, extension: string | undefined, trunk: boolean): PhoneReading | undefined => {
  const national = digits.replace(/^(00)?86(?=1\d{10}$|0?[1-9]\d{8,10}$)/, '');
  if (/^1[3-9]\d{9}$/.test(national)) return reading('mobile', national, `+86${national}`, extension);
  if (/^[48]00\d{7}$/.test(national)) {
    const text = `${national.slice(0, 3)}-${national.slice(3, 6)}-${national.slice(6)}`;
    return reading('national-service', text, `+86${national}`, extension);
  }
  const hasTrunkZero = national.startsWith('0');
  if (trunk && !hasTrunkZero && national === digits) return undefined;
  const [, area, local] = AREA.exec(national.replace(/^0/, '')) ?? [];
  if (area === undefined || local === undefined) return undefined;
  return reading('landline', `0${area}-${local}`, `+86${area}${local}`, extension);
};

export const readPhone = (input: string): PhoneReading => {
  const typed = halfWidth(input)
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .trim();
  const [head, extension] = splitExtension(typed);
  const digits = head.replace(/[\s()\-.]/g, '').replace(/^\+/, '');
  if (!/^\d+$/.test(digits)) return { kind: 'unrecognised', text: input.trim() };
  const abroad = head.startsWith('+') && !digits.startsWith('86');
  const domestic = abroad ? undefined : readDomestic(digits, extension, !head.startsWith('+'));
  if (domestic) return domestic;
  if (abroad && digits.length >= 7 && digits.length <= 15)
    return reading('foreign', `+${digits}`, `+${digits}`, extension);
  if (/^(1\d{2}|1[02]\d{3}|9[56]\d{3,6}|1\d{4,5})$/.test(digits)) return reading('short', digits, digits, extension);
  return { kind: 'unrecognised', text: input.trim() };
};

/** `138****1234`; other numbers keep their last two digits only. */
export const maskPhone = (text: string): string => {
  if (/^1\d{10}/.test(text)) return `${text.slice(0, 3)}****${text.slice(7, 11)}`;
  // What people type as a number may be anything; half of a character is none.
  const letters = Array.from(text);
  const shown = letters.length <= 4 ? 0 : 2;
  return '*'.repeat(letters.length - shown) + letters.slice(letters.length - shown).join('');
};
