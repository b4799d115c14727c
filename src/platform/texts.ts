import { readdirSync, readFileSync } from 'node:fs';
import { createInstance, type Resource } from 'i18next';
import type { Language, Translate } from '#kernel/translate.ts';

export const languages: readonly Language[] = ['zh-CN', 'en'];

/** What a key without text does: stop a test, or show itself to a person so that the rest of the page still serves. */
export type MissingText = 'throw' | 'show-key';

const localesFolder = new URL('../locales/', import.meta.url);
const localeFile = /^(?<namespace>[a-z0-9-]+)\.(?<language>zh-CN|en)\.json$/;

type LocaleFile = { readonly namespace: string; readonly language: Language; readonly file: URL };

/** Every locale file there is; a new namespace needs no registration. */
export function localeFiles(folder: URL = localesFolder): LocaleFile[] {
  return readdirSync(folder)
    .sort()
    .flatMap((name) => {
      const parts = localeFile.exec(name)?.groups;
      const language = languages.find((one) => one === parts?.language);
      return parts?.namespace && language
        ? [{ namespace: parts.namespace, language, file: new URL(name, folder) }]
        : [];
    });
}

function resources(): Resource {
  const all: Resource = {};
  for (const { namespace, language, file } of localeFiles()) {
    const ofLanguage = all[language] ?? {};
    ofLanguage[namespace] = JSON.parse(readFileSync(file, 'utf8'));
    all[language] = ofLanguage;
  }
  return all;
}

/** The look-up for one language; keys are `namespace:path.to.text`. Values are put in as they are: escaping is the page's work. */
function look(instance: ReturnType<typeof createInstance>, language: Language, missing: MissingText): Translate {
  const inLanguage = instance.getFixedT(language);
  /** Most texts have no values; a page asks for a hundred of them. */
  const constant = new Map<string, string>();
  const find = (key: string, values: Readonly<Record<string, string | number>>): string => {
    // `replace` keeps a value named like an i18next option (`lng`, `context`…) a value; `nest` off: `$t(…)` in a value is text.
    const count = values.count;
    const plural = typeof count === 'number' ? { count } : {};
    const found: unknown = inLanguage(key, { replace: values, nest: false, returnObjects: true, ...plural });
    if (typeof found === 'string' && instance.exists(key, { lng: language, ...plural })) return found;
    if (missing === 'throw') throw new Error(`no text for ${key} in ${language}`);
    return key;
  };
  const translate = (key: string, values?: Readonly<Record<string, string | number>>): string => {
    if (values !== undefined) return find(key, values);
    const known = constant.get(key);
    if (known !== undefined) return known;
    const found = find(key, {});
    // A key from outside that has no text must not fill the memory.
    if (found !== key) constant.set(key, found);
    return found;
  };
  return Object.assign(translate, { language });
}

let shared: ReturnType<typeof createInstance> | undefined;

function instance(): ReturnType<typeof createInstance> {
  if (shared) return shared;
  const made = createInstance();
  void made.init({
    resources: resources(),
    supportedLngs: [...languages],
    fallbackLng: false,
    defaultNS: false,
    initAsync: false,
    returnNull: false,
    interpolation: { escapeValue: false, skipOnVariables: true },
  });
  shared = made;
  return made;
}

const underTest = process.env.NODE_TEST_CONTEXT !== undefined;

const translators = new Map<string, Translate>();

export function textsFor(language: Language, missing: MissingText = underTest ? 'throw' : 'show-key'): Translate {
  const name = `${language} ${missing}`;
  const known = translators.get(name) ?? look(instance(), language, missing);
  translators.set(name, known);
  return known;
}
