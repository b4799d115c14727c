import type { Translate } from '#kernel/translate.ts';

/** Names as the notices write them; two that fall together are joined by 和 or 、. */
const KEYS: Readonly<Record<string, string>> = {
  元旦: 'new-year',
  春节: 'spring-festival',
  清明节: 'tomb-sweeping',
  劳动节: 'labour-day',
  端午节: 'dragon-boat',
  中秋节: 'mid-autumn',
  国庆节: 'national-day',
  抗战胜利纪念日: 'victory-day',
};

/** The holiday in the reader's language; a name nobody foresaw stays as the notice has it. */
export const holidayName = (name: string, t: Translate): string =>
  name
    .split(/[、和]/)
    .map((one) => {
      const key = KEYS[one];
      return key === undefined ? one : t(`law:holiday.${key}`);
    })
    .join(t('law:list-separator'));
