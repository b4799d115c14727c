import type { Translate } from '#kernel/translate.ts';
import type { AskField } from './ask-drawer.tsx';

/** To a unit that works on this platform, or to a body outside, which is told why in a letter. */
export const transferFields = (
  { unit, food }: { readonly unit: AskField; readonly food: boolean },
  texts: { readonly reasons: string; readonly foodMatter: string },
  t: Translate,
): readonly AskField[] => [
  { ...unit, required: (values) => !values['to'] },
  {
    name: 'to',
    label: t('complaint:field.transferTo'),
    hint: t('complaint:hint.transferElsewhere'),
    kind: 'text',
    required: (values) => !values['unit'],
    when: (values) => !values['unit'],
  },
  {
    name: 'lack',
    label: t('complaint:field.foodLack'),
    kind: 'choice',
    required: true,
    when: (values) => !values['unit'],
    choices: (['duty', 'territory'] as const).map((value) => ({ value, label: t(`complaint:foodLack.${value}`) })),
  },
  { name: 'reasons', label: texts.reasons, kind: 'long', required: true, most: 2000 },
  ...(food ? [] : [{ name: 'foodMatter', label: texts.foodMatter, kind: 'yes-no' as const }]),
];
