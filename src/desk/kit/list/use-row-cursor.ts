import { useRef } from 'react';

/** j and k move the real focus from row to row, so that a screen reader reads what the eye sees. */
export const useRowCursor = (count: number) => {
  const body = useRef<HTMLTableSectionElement>(null);
  const rowLinks = (): HTMLElement[] => [...(body.current?.querySelectorAll<HTMLElement>('a[data-row]') ?? [])];
  const at = (): number => {
    const row = document.activeElement?.closest('tr') ?? null;
    return row === null ? -1 : rowLinks().findIndex((link) => link.closest('tr') === row);
  };
  const move = (step: 1 | -1): void => {
    const now = at();
    const next = now < 0 ? 0 : Math.max(0, Math.min(count - 1, now + step));
    const link = rowLinks()[next];
    link?.focus();
    link?.closest('tr')?.scrollIntoView({ block: 'nearest' });
  };
  return { body, at, move, first: () => rowLinks()[0]?.focus() };
};

export type RowCursor = ReturnType<typeof useRowCursor>;
