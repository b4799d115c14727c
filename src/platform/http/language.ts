import type { Language } from '#kernel/translate.ts';

export const languageCookie = 'fangxin-language';

/** The wish set on the page, then the browser's list with its weights (RFC 9110 §12.5.4), then Chinese. */
export const languageFor = (wish: string | undefined, accepted: string | undefined): Language => {
  if (wish === 'zh-CN' || wish === 'en') return wish;
  const ranked = (accepted ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().toLowerCase().split(';');
      const weight = parameters.map((one) => /^\s*q=([0-9.]+)$/.exec(one)?.[1]).find((q) => q !== undefined);
      return { tag: tag.trim(), weight: weight === undefined ? 1 : Number(weight) };
    })
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight);
  for (const { tag } of ranked) {
    if (tag === 'zh' || tag.startsWith('zh-')) return 'zh-CN';
    if (tag === 'en' || tag.startsWith('en-')) return 'en';
  }
  return 'zh-CN';
};
