import type { Translate } from '#kernel/translate.ts';
import { hasText } from '../../kit/texts.ts';

/** A choice of a switch in words; one without words shows itself. */
export const choiceText = (value: string, t: Translate): string => {
  const key = `law:choice.${value}`;
  return hasText(key) ? t(key) : value;
};
