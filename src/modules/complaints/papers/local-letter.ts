/** The one recipe of all letters an authority words itself: title, paragraphs and notes come as data. */
import { type LocalFormText, localFormId } from '../local-forms/local-form.ts';
import { partsOf, textLines } from '../local-forms/wording.ts';
import type { Block, Run } from './canonical-paper.ts';
import { type Letterhead, letter, letterRecipe, paragraphs } from './parts.ts';
import { type Composed, composedIn, type Wording } from './wording.ts';

export type LocalLetterPaper = Letterhead & {
  readonly form: Pick<LocalFormText, 'title' | 'englishTitle' | 'wording' | 'aid' | 'notes'> & {
    readonly code: string;
    readonly version: number;
  };
  readonly addressee: string;
  /** What each name of the wording stands for: values of the case and what the officer filled in. */
  readonly values: Readonly<Record<string, Composed>>;
};

const isEnglish = ({ translate }: Wording): boolean => translate.language === 'en';

/** A line that is one value keeps the lines of it; inside a sentence they run on. */
const blocksOf = (line: string, said: (name: string) => string): Block[] => {
  const parts = partsOf(line);
  const [only] = parts;
  if (parts.length === 1 && only !== undefined && 'name' in only) return paragraphs(textLines(said(only.name)));
  const runs = parts.map((part): Run => ('text' in part ? part.text : { value: textLines(said(part.name)).join(' ') }));
  return [{ kind: 'paragraph', runs }];
};

export const localLetter = letterRecipe<LocalLetterPaper>({
  notes: 0,
  own: {
    title: ({ form }, w) => (isEnglish(w) ? form.englishTitle : form.title),
    notes: ({ form }) => textLines(form.notes),
    version: ({ form }) => localFormId(form),
    hasAid: ({ form }) => form.aid !== '',
  },
  compose: (data, w) => {
    const said = (name: string) => composedIn(data.values[name] ?? '', w);
    const lines = textLines(isEnglish(w) ? data.form.aid : data.form.wording);
    const blocks = lines.flatMap((line) => blocksOf(line, said));
    const { number: _number, ...rest } = letter(w, data, blocks.length === 0 ? paragraphs(['']) : blocks);
    return data.number === '' ? rest : { number: data.number, ...rest };
  },
});
