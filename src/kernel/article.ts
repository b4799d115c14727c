import type { LegalBasis } from '#kernel/refusal.ts';
import type { Language, Translate } from '#kernel/translate.ts';

/**
 * Articles are kept as short text: `15`, `10(3)` (third paragraph), `23(1)(5)` (fifth item of the first paragraph).
 * These articles are one single list, so that their first bracket is an item (项) and no paragraph (款).
 */
const SINGLE_LISTS: Readonly<Record<string, readonly number[]>> = {
  'order-121': [16],
  'order-20': [15],
  cpl: [39],
};

const DIGITS = '零一二三四五六七八九';
const ARTICLE_SHAPE = /^(\d{1,3})(?:\((\d{1,2})\))?(?:\((\d{1,2})\))?$/;

/** Clauses of a standard: `8.7`. */
const CLAUSE_SHAPE = /^\d{1,2}(?:\.\d{1,2})+$/;

export const isArticle = (text: string): boolean => ARTICLE_SHAPE.test(text) || CLAUSE_SHAPE.test(text);

/** Whole numbers below 1000 as statutes write them: 十五, 二十三, 一百一十五. */
export const chineseNumber = (n: number): string => {
  const [hundreds, tens, ones] = [Math.floor(n / 100), Math.floor(n / 10) % 10, n % 10];
  const digit = (value: number): string => DIGITS.charAt(value);
  const hundredsText = hundreds === 0 ? '' : `${digit(hundreds)}百`;
  const onesText = ones === 0 ? '' : digit(ones);
  if (tens > 0) return `${hundredsText}${hundreds === 0 && tens === 1 ? '' : digit(tens)}十${onesText}`;
  if (hundreds === 0) return digit(ones);
  return ones === 0 ? hundredsText : `${hundredsText}零${onesText}`;
};

/** `23(1)(5)` → 第二十三条第一款第五项 / Article 23(1)(5). Text that is no article comes back as it is. */
export const articleName = (article: string, language: Language, text?: string): string => {
  if (CLAUSE_SHAPE.test(article)) return language === 'en' ? `Clause ${article}` : `第${article}条`;
  const parts = ARTICLE_SHAPE.exec(article);
  if (!parts) return article;
  if (language === 'en') return `Article ${article}`;
  const [, number, first, second] = parts;
  const isList = text !== undefined && (SINGLE_LISTS[text]?.includes(Number(number)) ?? false);
  const unit = isList && second === undefined ? '项' : '款';
  const firstText = first === undefined ? '' : `第${chineseNumber(Number(first))}${unit}`;
  const secondText = second === undefined ? '' : `第${chineseNumber(Number(second))}项`;
  return `第${chineseNumber(Number(number))}条${firstText}${secondText}`;
};

/** 《市场监督管理投诉举报处理办法》第十五条、第四十五条; several texts one after the other. */
export const basisText = (basis: readonly LegalBasis[], t: Translate): string => {
  // Acts and rules name their articles once and for all, and every page of a case shows dozens of them.
  const told = toldBasis.get(basis) ?? new WeakMap<Translate, string>();
  toldBasis.set(basis, told);
  const known = told.get(t);
  if (known !== undefined) return known;
  const text = composedBasis(basis, t);
  told.set(t, text);
  return text;
};

const toldBasis = new WeakMap<readonly LegalBasis[], WeakMap<Translate, string>>();

const composedBasis = (basis: readonly LegalBasis[], t: Translate): string => {
  const articlesByText = new Map<string, string[]>();
  for (const { text, article } of basis)
    articlesByText.set(text, [...(articlesByText.get(text) ?? []), articleName(article, t.language, text)]);
  return [...articlesByText]
    .map(([text, articles]) =>
      t('law:citation', { text: t(`law:text.${text}`), articles: articles.join(t('law:list-separator')) }),
    )
    .join(t('law:text-separator'));
};

const CITATION_SHAPE = /^pipl (\S+(?:, \S+)*)$/;

/** A basis as an act keeps it (`pipl 46`) → 《个人信息保护法》第四十六条; what somebody wrote in words comes back as it is. */
export const citedText = (stored: string, t: Translate): string => {
  const articles = CITATION_SHAPE.exec(stored)?.[1]?.split(', ') ?? [];
  if (articles.length === 0 || !articles.every(isArticle)) return stored;
  return basisText(
    articles.map((article) => ({ text: 'pipl', article })),
    t,
  );
};
