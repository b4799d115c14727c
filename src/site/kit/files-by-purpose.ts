import type { Translate } from '#kernel/translate.ts';
import type { Fields } from './fields.ts';
import { html, type Safe } from './html.ts';

/** The field files of each purpose are chosen in, so that one form takes papers of several without a script. */
const fieldOf = {
  evidence: 'files',
  identity: 'identity',
  'power-of-attorney': 'powerOfAttorney',
  representation: 'representation',
} as const;

export type FilePurposeAsked = keyof typeof fieldOf;

const accept = 'image/*,application/pdf,audio/*,video/*';

/**
 * @param words prefix of the label and hint of each purpose
 * @param asked what somebody has asked for: nothing says beside it that it may be left out
 */
export const filesByPurpose = (
  field: Fields,
  purposes: readonly FilePurposeAsked[],
  words: string,
  t: Translate,
  asked?: FilePurposeAsked,
): Safe => html`<input type="hidden" name="sorted" value="yes">
<p>${t('follow:act.purpose.sorted')} ${t('follow:act.supply.filesHint')}</p>
${purposes.map((purpose) =>
  field.file({
    name: fieldOf[purpose],
    label: t(`${words}.${purpose}.label`),
    hint: t(`${words}.${purpose}.hint`),
    accept,
    multiple: true,
    optional: purpose !== asked,
  }),
)}`;

/** Files chosen by purpose say what they are; the rest of a form that asks so is evidence. */
export const isSorted = (raw: Readonly<Record<string, unknown>>): boolean => raw['sorted'] === 'yes';
