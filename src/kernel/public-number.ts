import { type Day, isDay } from './day.ts';

/** Numbers people read aloud and type: tenant code, day, chance, check character. No I, L, O, U. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A complaint's number has no mark; the mark before the day says what else a number belongs to. */
export type NumberMark = '' | 'R' | 'Q' | 'E';

const checkOf = (body: string): string => {
  let sum = 0;
  for (const char of body.replaceAll('-', '')) sum = (sum * 2 + (char.codePointAt(0) ?? 0)) % 31;
  return alphabet[sum] ?? '0';
};

/** `random` needs at least 6 bytes; 32^6 numbers a tenant, day and mark. Example: `YUNQI-260415-8F3KQ2-7`. */
export const publicNumber = (mark: NumberMark, tenant: string, day: string, random: Uint8Array): string => {
  let part = '';
  for (let i = 0; i < 6; i++) part += alphabet[(random[i] ?? 0) & 31];
  const body = `${tenant.toUpperCase()}-${mark}${day.slice(2).replaceAll('-', '')}-${part}`;
  return `${body}-${checkOf(body)}`;
};

/** Reads a number as people write it (spaces, small letters, O for 0, I for 1); undefined when the check fails. */
export const readPublicNumber = (mark: NumberMark, text: string): string | undefined => {
  const tidy = text.normalize('NFKC').trim().toUpperCase().replace(/\s+/gu, '').replace(/[–—_]/gu, '-');
  const parts = /^([A-Z0-9]+)-([A-Z]?)(\d{6})-([0-9A-Z]{6})-([0-9A-Z])$/u.exec(tidy);
  if (parts === null) return undefined;
  const [, tenant = '', found = '', date = '', random = '', check = ''] = parts;
  if (found !== mark) return undefined;
  const mend = (part: string) => part.replaceAll('O', '0').replace(/[IL]/gu, '1');
  const body = `${tenant}-${mark}${date}-${mend(random)}`;
  return checkOf(body) === mend(check) ? `${body}-${checkOf(body)}` : undefined;
};

/** The day a number was given, which it says itself; undefined for a text that is no number. */
export const dayInNumber = (number: string): Day | undefined => {
  const [, year, month, day] = /-[A-Z]?(\d{2})(\d{2})(\d{2})-[0-9A-Z]{6}-[0-9A-Z]$/u.exec(number) ?? [];
  const on = `20${year}-${month}-${day}`;
  return isDay(on) ? on : undefined;
};
