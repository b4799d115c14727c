import { isDay } from '#kernel/day.ts';
import { longDay } from '#kernel/day-text.ts';
import { hasText, type useTexts } from '../../../kit/texts.ts';
import { valueKeys } from './audit-keys.ts';

type Texts = ReturnType<typeof useTexts>;
export type Known = {
  /** Officials by account. */
  readonly people: ReadonlyMap<string, string>;
  /** Units and the authorities they belong to. */
  readonly units: ReadonlyMap<string, string>;
};

type Line = { readonly act: string; readonly detail: Readonly<Record<string, unknown>> };

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-/;
/** The end of an id, enough to tell two lines apart on one page; the whole stands in the export. */
const endOf = (id: string): string => id.slice(-6);

/** Officials by name, the program's own jobs by what they do, parties by the end of their account: their names are not shown here. */
export const accountText = (account: string, { people }: Known, t: Texts): string => {
  const name = people.get(account);
  if (name !== undefined) return name;
  if (account.startsWith('system:')) {
    const key = `administration:audit.jobs.${account.slice('system:'.length)}`;
    return hasText(key) ? t(key) : account;
  }
  return uuid.test(account) ? t('administration:audit.party', { end: endOf(account) }) : account;
};

/** `account:…` by the person's name, `unit:yunqi-linxi` by the unit's. */
export const subjectText = (subject: string, known: Known, t: Texts): string => {
  const [kind = '', ...rest] = subject.split(':');
  const id = rest.join(':');
  const key = `administration:audit.subjects.${kind}`;
  const name = known.people.get(id) ?? known.units.get(id) ?? (uuid.test(id) ? `…${endOf(id)}` : id);
  return `${hasText(key) ? t(key) : kind} ${name}`;
};

/** What a line adds: its names in words where there are some, its ids by the names they stand for. */
export const detailText = ({ act, detail }: Line, known: Known, t: Texts): string =>
  Object.entries(detail)
    .filter(([, value]) => value !== '' && !(Array.isArray(value) && value.length === 0))
    .map(([name, value]) => {
      const key = `administration:audit.detail.${name}`;
      const values: readonly unknown[] = Array.isArray(value) ? value : [value];
      const words = values.map((one) => valueText({ act, name }, String(one), known, t)).join(t('desk:separator'));
      return `${hasText(key) ? t(key) : name}${t('desk:colon')}${words}`;
    })
    .join(' · ');

const valueText = (key: { act: string; name: string }, value: string, { people, units }: Known, t: Texts): string => {
  const words = valueKeys(key.act, key.name, value).find(hasText);
  if (words !== undefined) return t(words);
  if (isDay(value)) return longDay(value, t);
  if (value === 'true' || value === 'false') return t(value === 'true' ? 'desk:yes' : 'desk:no');
  return people.get(value) ?? units.get(value) ?? value;
};
