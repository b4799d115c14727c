import type { Translate } from '#kernel/translate.ts';
import type { Fields } from '#site/kit/fields.ts';
import { html, type Safe } from '#site/kit/html.ts';

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
