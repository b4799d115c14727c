import type { Translate } from '#kernel/translate.ts';
import type { Asked, AskField } from './ask-field.ts';

/**
 * To a unit that works on this platform, or to a body outside, which is told why in a letter. Where `within` the authority more than
 * food goes on, the body outside is asked for food alone.
 */
export const transferFields = (
  { unit, food, within = false }: { readonly unit: AskField; readonly food: boolean; readonly within?: boolean },
  texts: { readonly reasons: string; readonly foodMatter: string },
  t: Translate,
): readonly AskField[] => {
  const isOutward = (values: Asked): boolean => !within || food || values['foodMatter'] === true;
  return [
    ...(food ? [] : [{ name: 'foodMatter', label: texts.foodMatter, kind: 'yes-no' as const }]),
    { ...unit, required: (values) => !values['to'] },
    {
      name: 'to',
      label: t('complaint:field.transferTo'),
      hint: t('complaint:hint.transferElsewhere'),
      kind: 'text',
      required: (values) => !values['unit'],
      when: (values) => !values['unit'] && isOutward(values),
    },
    {
      name: 'lack',
      label: t('complaint:field.foodLack'),
      kind: 'choice',
      required: true,
      when: (values) => !values['unit'] && isOutward(values),
      choices: (['duty', 'territory'] as const).map((value) => ({ value, label: t(`complaint:foodLack.${value}`) })),
    },
    { name: 'reasons', label: texts.reasons, kind: 'long', required: true, most: 2000 },
  ];
};
