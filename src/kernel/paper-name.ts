import type { Translate } from './translate.ts';

/** What a letter in an authority's own wording is called by its form, as of the version it was made of; papers of the program have none. */
export type OwnName = {
  readonly title?: string | null | undefined;
  readonly englishTitle?: string | null | undefined;
  /** Of letters without a number, made of one form for one reader: which it is, from the second on. */
  readonly copy?: number | null | undefined;
};

export const withCopy = (title: string, { copy }: OwnName, t: Translate): string =>
  copy == null ? title : t('complaint:paperCopy', { title, copy });

/** In the language it is read in, where the form has it in that one; undefined for what is called by its code. */
export const ownName = (paper: OwnName, t: Translate): string | undefined => {
  const title = t.language === 'en' && paper.englishTitle ? paper.englishTitle : paper.title;
  return title == null || title === '' ? undefined : withCopy(title, paper, t);
};
