import { halfWidth } from '#kernel/half-width.ts';
import { readPhone } from '#kernel/phone.ts';

export type JointPerson = { readonly name: string; readonly phone?: string };

export type PeopleLines = {
  readonly people: readonly JointPerson[];
  /** Numbers that stand beside nobody's name. */
  readonly strays: readonly string[];
};

/**
 * As an input method, a contact list or a letter writes it, to plain signs of the same length: names are then cut out of
 * what was typed and stay as they were written.
 */
const plain = (line: string): string =>
  halfWidth(line)
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .replace(/[\s\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g, ' ')
    // What follows a family name after a comma is no other person.
    .replace(/,(?=\s*(?:jr|sr|esq|ii|iii|iv|ph\.?\s?d|m\.?d)\b)/gi, '\u0000');

const numbering = /^\s*\(?\d{1,3}(?:\)|[、.](?!\d))\s*/;
const separator = /[,、;]/g;
const phone = /[+(]?\d[\d\s().-]{3,}(?:(?:转接?|分机号?|ext\.?|#)\s*:?\s*\d{1,8})?/.source;
const onlyNumber = new RegExp(`^(?:${phone}|[^\\p{L}]+)$`, 'iu');
const nameAndPhone = new RegExp(`^(.*?[^\\d\\s:(+.-][.]?)[\\s:-]*(${phone})\\s*$`, 'i');
const label = /[\s:：]*(?:联系)?(?:电话|手机号?码?|tel|phone|mobile)[\s:：.]*$/i;
const edges = /^[\s\p{Cf}]+|[\s\p{Cf}]+$/gu;

const phoneIn = (text: string): string => readPhone(text.trim()).text;

/** One line may hold several people: each part is a name, a name with its phone, or the phone of the name before it. */
const readLine = (typed: string): PeopleLines => {
  const people: JointPerson[] = [];
  const strays: string[] = [];
  const line = plain(typed);
  let from = numbering.exec(line)?.[0].length ?? 0;
  for (const to of [...line.matchAll(separator)].map(({ index }) => index).concat(line.length)) {
    if (to < from) continue;
    const start = from;
    const part = line.slice(start, to);
    from = to + 1;
    if (!/[\p{L}\d]/u.test(part)) continue;
    const before = people.at(-1);
    if (onlyNumber.test(part.trim())) {
      if (before === undefined || before.phone !== undefined) strays.push(part.replace(/^[\s:]+|\s+$/g, ''));
      else people[people.length - 1] = { ...before, phone: phoneIn(part.replace(/^[\s:]+/, '')) };
      continue;
    }
    const [, named = part, number] = nameAndPhone.exec(part) ?? [];
    const name = typed
      .slice(start, start + named.length)
      .replace(label, '')
      .replace(edges, '');
    people.push(number === undefined ? { name } : { name, phone: phoneIn(number) });
  }
  return { people, strays };
};

/** Name first, phone after a comma or blank, one person a line or several: `王芳，13800001234`, `王芳、李强`. */
export const readPeopleLines = (text: string): PeopleLines => {
  const lines = text.split('\n').map(readLine);
  return { people: lines.flatMap(({ people }) => people), strays: lines.flatMap(({ strays }) => strays) };
};

const tidy = (name: string): string => name.normalize('NFKC').replace(/\s/g, '').toLowerCase();

export const isSameName = (one: string, other: string): boolean => tidy(one) === tidy(other);

const lineOf = (typed: string): string => {
  const reading = readPhone(typed);
  return reading.line ?? reading.text;
};

export const isSamePhone = (one: string, other: string): boolean => lineOf(one) === lineOf(other);

/** Whether two entries name one person: the same name with the same number; `perhaps` where one has no number. */
export const isOnePerson = (one: JointPerson, other: JointPerson): 'yes' | 'perhaps' | 'no' => {
  if (!isSameName(one.name, other.name)) return 'no';
  if (one.phone === undefined || other.phone === undefined) return 'perhaps';
  return isSamePhone(one.phone, other.phone) ? 'yes' : 'no';
};
