import { valueKeys } from './audit-keys.ts';
import { isDay } from './day.ts';
import { longDay } from './day-text.ts';
import type { Translate } from './translate.ts';

/** The look-up, and whether a key has a text: an act of an earlier version may have none. */
export type TrailTexts = { readonly t: Translate; readonly hasText: (key: string) => boolean };

export type TrailNames = {
  /** Officials by account. */
  readonly people: ReadonlyMap<string, string>;
  /** Units and the authorities they belong to. */
  readonly units: ReadonlyMap<string, string>;
};

type Line = { readonly act: string; readonly detail: Readonly<Record<string, unknown>> };

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-/;
/** The end of an id, enough to tell two lines apart on one page; the whole stands in the export's columns of codes. */
const endOf = (id: string): string => id.slice(-6);

/** What was done, by its name; an act that has none any more by its code. */
export const actText = (act: string, { t, hasText }: TrailTexts): string => {
  const key = [`administration:audit.acts.${act}`, `complaint:act.${act}`].find(hasText);
  return key === undefined ? act : t(key);
};

/** Officials by name, the program's own jobs by what they do, parties by the end of their account: their names are not shown here. */
export const accountText = (account: string, { people }: TrailNames, { t, hasText }: TrailTexts): string => {
  const name = people.get(account);
  if (name !== undefined) return name;
  if (account.startsWith('system:')) {
    const key = `administration:audit.jobs.${account.slice('system:'.length)}`;
    return hasText(key) ? t(key) : account;
  }
  return uuid.test(account) ? t('administration:audit.party', { end: endOf(account) }) : account;
};

/** `account:…` by the person's name, `unit:yunqi-linxi` by the unit's. */
export const subjectText = (subject: string, known: TrailNames, { t, hasText }: TrailTexts): string => {
  const [kind = '', ...rest] = subject.split(':');
  const id = rest.join(':');
  const key = `administration:audit.subjects.${kind}`;
  const name = known.people.get(id) ?? known.units.get(id) ?? (uuid.test(id) ? `…${endOf(id)}` : id);
  return `${hasText(key) ? t(key) : kind} ${name}`;
};

/** What a line adds: its names in words where there are some, its ids by the names they stand for. */
export const detailText = ({ act, detail }: Line, known: TrailNames, texts: TrailTexts): string => {
  const { t, hasText } = texts;
  return Object.entries(detail)
    .filter(([, value]) => value !== '' && !(Array.isArray(value) && value.length === 0))
    .map(([name, value]) => {
      const key = `administration:audit.detail.${name}`;
      const values: readonly unknown[] = Array.isArray(value) ? value : [value];
      const words = values.map((one) => valueText({ act, name }, String(one), known, texts)).join(t('desk:separator'));
      return `${hasText(key) ? t(key) : name}${t('desk:colon')}${words}`;
    })
    .join(' · ');
};

const valueText = (
  key: { act: string; name: string },
  value: string,
  { people, units }: TrailNames,
  { t, hasText }: TrailTexts,
): string => {
  const words = valueKeys(key.act, key.name, value).find(hasText);
  if (words !== undefined) return t(words);
  if (isDay(value)) return longDay(value, t);
  if (value === 'true' || value === 'false') return t(value === 'true' ? 'desk:yes' : 'desk:no');
  return people.get(value) ?? units.get(value) ?? value;
};
