import type { Translate } from '#kernel/translate.ts';
import { hasText } from '../../kit/texts.ts';

/** A choice of a switch in words; a number with what it counts. */
export const choiceText = (value: string, name: string, t: Translate): string => {
  const key = `law:choice.${value}`;
  if (hasText(key)) return t(key);
  const counted = `desk:law.counts.${name}`;
  return hasText(`${counted}_other`) ? t(counted, { count: Number(value) }) : value;
};
