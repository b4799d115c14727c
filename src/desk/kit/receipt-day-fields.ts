import type { Translate } from '#kernel/translate.ts';
import type { AskField } from './ask-field.ts';

/** The form by which the head puts a day of receipt right. */
export const receiptDayFields = (t: Translate): readonly AskField[] => [
  {
    name: 'receivedOn',
    label: t('complaint:field.receivedOn'),
    kind: 'day',
    required: true,
    hint: t('desk:receiptDay.hint'),
  },
  { name: 'reasons', label: t('desk:receiptDay.reasons'), kind: 'long', required: true, most: 2000 },
];
