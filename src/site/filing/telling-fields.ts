import type { Translate } from '#kernel/translate.ts';
import { type Fields, fieldsOf } from '#site/kit/fields.ts';
import type { FormState } from '#site/kit/form.ts';
import { html, type Safe } from '#site/kit/html.ts';
import { inset } from '#site/kit/notices.ts';
import { paths } from '#site/kit/paths.ts';

/** A voice message and a photo of the receipt: a phone opens recorder or camera at once, anything else its files. */
export const tellingFields = (field: Fields, t: Translate, where: 'helper' | 'short'): Safe => html`${field.file({
  name: 'heard',
  label: t(`filing:${where}.heard`),
  hint: t(`filing:${where}.heardHint`),
  accept: 'audio/*',
  capture: 'user',
  optional: true,
})}
${field.file({
  name: 'receipt',
  label: t(`filing:${where}.receipt`),
  hint: t(`filing:${where}.receiptHint`),
  accept: 'image/*',
  capture: 'environment',
  optional: true,
})}`;

type LeftToFile = {
  readonly name: 'inRecording' | 'onReceipt';
  readonly step: 'facts' | 'purchase';
  /** Such a file was handed in. */
  readonly isThere: boolean;
};

/** Who helps need not type what the recording or the photo says: an officer writes it down from there. */
export const leftToFile = (form: FormState, t: Translate, { name, step, isThere }: LeftToFile): Safe =>
  isThere || form.faults.some(({ field }) => field === name)
    ? fieldsOf(form, t).checks({
        name,
        legend: t(`filing:${step}.${name}Legend`),
        hint: t(`filing:${step}.${name}Hint`),
        options: [{ value: 'yes', label: t(`filing:${step}.${name}`) }],
      })
    : inset(
        html`<p>${t(`filing:${step}.${name}None`)} <a href="${paths.fileStep('helper')}">${t(`filing:${step}.${name}Link`)}</a></p>`,
      );
