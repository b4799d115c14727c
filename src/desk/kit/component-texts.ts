import type { ConfigProviderProps } from 'antd';
import type { Language } from '#kernel/translate.ts';

type Locale = NonNullable<ConfigProviderProps['locale']>;

/** The component library's own words (calendar, paging, "clear"), fetched with the language they belong to. */
const files = import.meta.glob<Locale>('../../../node_modules/antd/es/locale/{zh_CN,en_US}.js', { import: 'default' });
const loaded = new Map<Language, Locale>();

export const loadComponentTexts = async (language: Language): Promise<void> => {
  if (loaded.has(language)) return;
  const file = files[`../../../node_modules/antd/es/locale/${language.replace('-', '_').replace(/^en$/, 'en_US')}.js`];
  if (file) loaded.set(language, await file());
};

export const componentTexts = (language: Language): Locale | undefined => loaded.get(language);
