import { App } from 'antd';
import { useEffect, useRef } from 'react';
import type { Day } from '#kernel/day.ts';
import type { CaseView } from '#modules/complaints/case-contract.ts';
import { actKeys } from '../../kit/act-keys.ts';
import { useTexts } from '../../kit/texts.ts';
import { notNowText } from './why-not.ts';

/**
 * A key whose act is not lawful now answers with the reason, here and when it was pressed on the list (`?act=`): silence looks
 * like a broken keyboard. `shut` is why nothing at all is done.
 */
export const useNotNow = (view: CaseView, today: Day, wished: string | null, shut: string | undefined) => {
  const t = useTexts();
  const { message } = App.useApp();
  const isOffered = (name: string): boolean => shut === undefined && view.acts.some(({ act }) => act === name);
  const say = (name: string): void => {
    const act = t(`complaint:act.${name}`);
    const one = view.unavailable.find((other) => other.act === name);
    const content =
      shut ??
      (one === undefined
        ? t('desk:acts.notNow', { act, why: t('desk:acts.notHere') })
        : notNowText(one, view, today, t));
    void message.warning({ key: 'not-now', duration: 8, content });
  };
  const atFirst = useRef(() => {
    if (wished !== null && wished in keyedNames && !isOffered(wished)) say(wished);
  });
  useEffect(() => atFirst.current(), []);
  return Object.fromEntries(
    Object.entries(actKeys).flatMap(([act, key]) =>
      key === undefined || isOffered(act) ? [] : [[key, () => say(act)] as const],
    ),
  );
};

const keyedNames: Readonly<Record<string, unknown>> = actKeys;
