import { useEffect, useRef } from 'react';

export type KeyMap = Readonly<Record<string, () => void>>;

/** Safari sends the Enter that ends a Chinese word after the composition, marked by this number alone. */
export const isComposing = (event: KeyboardEvent): boolean => event.isComposing || event.keyCode === 229;

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)) &&
  !(target instanceof HTMLInputElement && target.type === 'checkbox');

const inFront = '[aria-modal="true"], .ant-select-open, .ant-dropdown:not(.ant-dropdown-hidden)';

/** Something in front has the keyboard: a drawer, a dialogue, an open list. Closed ones may still lie hidden in the page. */
const isCovered = (): boolean => [...document.querySelectorAll(inFront)].some((one) => one.checkVisibility());

/** A key on a link or button belongs to that link or button. */
const isPress = (event: KeyboardEvent): boolean =>
  (event.key === 'Enter' || event.key === ' ') &&
  event.target instanceof HTMLElement &&
  event.target.closest('a, button, [role="menuitem"], [role="option"], input') !== null;

/** Single keys (named in small letters) while nobody types and nothing lies in front. The newest functions are always used. */
export const useKeys = (map: KeyMap): void => {
  const latest = useRef(map);
  latest.current = map;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isComposing(event) || event.defaultPrevented) return;
      if (isTyping(event.target) || isCovered() || isPress(event)) return;
      const act = latest.current[event.key.toLowerCase()];
      if (!act) return;
      event.preventDefault();
      act();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
};

/** ⌘ or Ctrl with a key, wherever the person is. */
export const useChord = (key: string, act: () => void): void => {
  const latest = useRef(act);
  latest.current = act;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== key || !(event.metaKey || event.ctrlKey) || event.shiftKey) return;
      event.preventDefault();
      latest.current();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [key]);
};
