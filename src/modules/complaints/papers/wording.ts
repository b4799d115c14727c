/** How a paper's words are fetched: sentences from the locale files, cut into text and filled-in values. */
import { articleName } from '#kernel/article.ts';
import type { Day } from '#kernel/day.ts';
import { longDay } from '#kernel/day-text.ts';
import type { OrderText } from '#kernel/governing-order.ts';
import { type Fen, moneyText } from '#kernel/money.ts';
import type { Translate } from '#kernel/translate.ts';
import type { Block, Run } from './canonical-paper.ts';
import { earlierArticle } from './earlier-article.ts';

/** A value that reads as part of the sentence and is set on no line. */
type Plain = { readonly plain: string };
type Values = Readonly<Record<string, string | number | Plain>>;

export type Wording = {
  /** The order that governs the case the paper is of. */
  readonly order: OrderText;
  /**
   * `{{law}}`: that order by its name, or an article of it. The number is that of Order 121; a case under Order 20 names the
   * article that said the same there.
   */
  readonly law: (article?: string) => { readonly law: Plain };
  /** The key of a sentence that Order 20 needs in words of its own. */
  readonly inOrder: (key: string) => string;
  /** The look-up itself, for what other rules write. */
  readonly translate: Translate;
  /** A text of this paper, or with a leading `:` one that all papers share. */
  readonly text: (key: string, values?: Values) => string;
  /** A sentence of this paper with its values set on lines. */
  readonly sentence: (key: string, values?: Values) => Block;
  readonly day: (day: Day) => string;
  /** @param time `HH:MM`, Beijing time */
  readonly moment: (day: Day, time: string) => string;
  readonly money: (fen: Fen) => string;
  readonly list: (items: readonly string[]) => string;
  readonly numbered: (count: number, key: string) => string[];
};

/** Text, or how it is composed: in the language of the paper, and of the reading aid below it. */
export type Composed = string | ((t: Translate) => string);

export const composedIn = (said: Composed, { translate }: Pick<Wording, 'translate'>): string =>
  (typeof said === 'string' ? said : said(translate)).toWellFormed();

// Values never pass through the look-up: whatever it would do with `{{`, `$t(` or markup, it cannot do to them.
const OPEN = '\ue000';
const CLOSE = '\ue001';
const MARKED = /\ue000(\w+)\ue001/;

const wellFormed = (value: string | number): string => String(value).toWellFormed();

/** Odd places hold the names of values, even ones the text between. */
const runsOf = (template: string, values: Values): Run[] =>
  template
    .split(MARKED)
    .map((part, place): Run => (place % 2 === 1 ? valueRun(values[part] ?? '') : part))
    .filter((run) => run !== '')
    .reduce<Run[]>(joined, []);

const valueRun = (value: string | number | Plain): Run =>
  typeof value === 'object' ? value.plain : { value: wellFormed(value) };

/** Words that follow each other are one run, however they were put together. */
const joined = (runs: Run[], run: Run): Run[] => {
  const last = runs.at(-1);
  return typeof last === 'string' && typeof run === 'string' ? [...runs.slice(0, -1), last + run] : [...runs, run];
};

const marks = (values: Values): Record<string, string> =>
  Object.fromEntries(Object.keys(values).map((name) => [name, `${OPEN}${name}${CLOSE}`]));

const known = new WeakMap<Translate, Map<string, string>>();

/** The text with its places marked is the same for every paper: looked up once a language. */
const markedText = (t: Translate, key: string, values: Values): string => {
  const texts = known.get(t) ?? new Map<string, string>();
  known.set(t, texts);
  const name = `${key} ${Object.keys(values).join(' ')}`;
  const found = texts.get(name) ?? t(key, marks(values));
  texts.set(name, found);
  return found;
};

const plain = (run: Run): string => (typeof run === 'string' ? run : run.value);

const lawIn = (t: Translate, order: OrderText, article: string | undefined): string => {
  if (article === undefined) return t(`papers:law.${order}.whole`);
  const named = order === 'order-20' ? earlierArticle(article) : article;
  return t(`papers:law.${order}.article`, {
    article: t.language === 'en' ? named : articleName(named, t.language, order),
  });
};

export const wordingOf = (t: Translate, paper: string, order: OrderText = 'order-121'): Wording => {
  const path = (key: string): string => (key.startsWith(':') ? `papers:${key.slice(1)}` : `papers:${paper}.${key}`);
  const runs = (key: string, values: Values): Run[] => runsOf(markedText(t, path(key), values), values);
  const text: Wording['text'] = (key, values = {}) => runs(key, values).map(plain).join('');
  const day: Wording['day'] = (of) => longDay(of, t);
  return {
    order,
    law: (article) => ({ law: { plain: lawIn(t, order, article) } }),
    inOrder: (key) => (order === 'order-20' ? `${key}OfOrder20` : key),
    translate: t,
    text,
    day,
    sentence: (key, values = {}) => ({ kind: 'paragraph', runs: runs(key, values) }),
    moment: (of, time) => {
      const [hour = '', minute = ''] = time.split(':');
      const key = minute === '00' ? ':moment.hour' : ':moment.hourAndMinute';
      return text(key, { day: day(of), hour: Number(hour), minute });
    },
    money: moneyText,
    list: (items) => items.join(text(':listSeparator')),
    numbered: (count, key) => Array.from({ length: count }, (_, index) => text(`${key}.${index + 1}`)),
  };
};
