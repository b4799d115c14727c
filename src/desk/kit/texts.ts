import { createInstance } from 'i18next';
import { useMemo } from 'react';
import { initReactI18next, useTranslation } from 'react-i18next';
import type { Language, Translate } from '#kernel/translate.ts';
import { loadComponentTexts } from './component-texts.ts';

/** The same locale files as on the server; each language is fetched only when somebody reads it. */
const files = import.meta.glob<Record<string, unknown>>(
  '../../locales/{administration,complaint,desk,directory,law}.*.json',
  {
    import: 'default',
  },
);
const namespaces = ['desk', 'complaint', 'law', 'administration', 'directory'] as const;
/** The name of the cookie the site and the server read, and of the desk's own note. */
const languageName = 'fangxin-language';

export const texts = createInstance();

const load = async (language: Language): Promise<void> => {
  await Promise.all([
    loadComponentTexts(language),
    ...namespaces.map(async (namespace) => {
      if (texts.hasResourceBundle(language, namespace)) return;
      const file = files[`../../locales/${namespace}.${language}.json`];
      if (file) texts.addResourceBundle(language, namespace, await file());
    }),
  ]);
};

export const startTexts = async (language: Language): Promise<void> => {
  await texts.use(initReactI18next).init({
    lng: language,
    supportedLngs: ['zh-CN', 'en'],
    fallbackLng: false,
    ns: [...namespaces],
    defaultNS: 'desk',
    resources: {},
    partialBundledLanguages: true,
    returnNull: false,
    interpolation: { escapeValue: false, skipOnVariables: true },
    react: { useSuspense: false, bindI18n: 'languageChanged', bindI18nStore: 'added' },
  });
  await load(language);
  document.documentElement.lang = language;
};

/** So that problems, exports and the site speak it too. The site keeps it in a cookie that no script may write. */
const tellSite = async (language: Language): Promise<void> => {
  // Without a connection the desk alone speaks it.
  await fetch(`/?language=${language}`, { redirect: 'manual' }).catch(() => undefined);
};

export const switchLanguage = async (language: Language): Promise<void> => {
  await load(language);
  await texts.changeLanguage(language);
  localStorage.setItem(languageName, language);
  await tellSite(language);
  document.documentElement.lang = language;
};

const isLanguage = (text: string | null): text is Language => text === 'zh-CN' || text === 'en';

export const rememberedLanguage = (): Language | undefined => {
  const kept = localStorage.getItem(languageName);
  return isLanguage(kept) ? kept : undefined;
};

/** As the server wrote it: what the site was told, or what the browser asks for. */
export const languageOfPage = (): Language => (document.documentElement.lang === 'en' ? 'en' : 'zh-CN');

export const currentLanguage = (): Language => (texts.language === 'en' ? 'en' : 'zh-CN');

export const hasText = (key: string): boolean => texts.exists(key);

/** The look-up in the shape the kernel's functions take, for the language now shown. */
export const useTexts = (): Translate => {
  const { t } = useTranslation();
  return useMemo(() => {
    const look = (key: string, values: Readonly<Record<string, string | number>> = {}): string => {
      const { count } = values;
      return t(key, { replace: values, nest: false, ...(typeof count === 'number' ? { count } : {}) });
    };
    return Object.assign(look, { language: currentLanguage() });
  }, [t]);
};

/** Between two sentences: Chinese puts nothing after its full stop. */
export const sentences = (parts: readonly (string | undefined)[], t: Translate): string =>
  parts.filter(Boolean).join(t.language === 'en' ? ' ' : '');
