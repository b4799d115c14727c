import { type RefObject, useEffect, useRef } from 'react';
import { isComposing, type KeyMap, useKeys } from '../use-keys.ts';
import type { Choice } from './use-choice.ts';
import { type RowCursor, useRowCursor } from './use-row-cursor.ts';

type ListKeys = {
  readonly keys: readonly string[];
  readonly choice?: Choice | undefined;
  readonly open: (key: string) => void;
  readonly searchField: RefObject<HTMLInputElement | null>;
  /** Further single keys for the row one stands on. */
  readonly acts?: Readonly<Record<string, (key: string) => void>>;
};

/** The same keys in every list: j k to move, Enter to open, x to choose, / to search, Esc to let go. */
export const useListKeys = ({ keys, choice, open, searchField, acts = {} }: ListKeys) => {
  const cursor = useRowCursor(keys.length);
  const here = (): string | undefined => keys[cursor.at()];
  const onHere = (act: (key: string) => void) => () => {
    const key = here();
    if (key !== undefined) act(key);
  };
  const map: KeyMap = {
    ...Object.fromEntries(Object.entries(acts).map(([key, act]) => [key, onHere(act)])),
    j: () => cursor.move(1),
    k: () => cursor.move(-1),
    x: onHere((key) => choice?.toggle(key)),
    enter: () => {
      const key = here() ?? keys[0];
      if (key !== undefined) open(key);
    },
    '/': () => searchField.current?.focus(),
    escape: () => choice?.clear(),
  };
  useKeys(map);
  useLeavingSearch(searchField, cursor, keys.join(' '));
  return cursor.body;
};

/** Enter and Esc lead out of the search to the first row, and to the new first one when what was sought arrives. */
const useLeavingSearch = (field: ListKeys['searchField'], { first, body }: RowCursor, shown: string) => {
  const waits = useRef(false);
  const go = useRef(first);
  go.current = first;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const isInSearch = field.current !== null && event.target === field.current;
      const leaves = isInSearch && !isComposing(event) && (event.key === 'Enter' || event.key === 'Escape');
      waits.current = leaves && event.key === 'Enter';
      if (!leaves) return;
      // Where the press that follows goes to what has the focus by then, it would open the row at once.
      if (event.key === 'Enter') event.preventDefault();
      field.current?.blur();
      go.current();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [field]);
  useEffect(() => {
    const at = document.activeElement;
    const stays = at === document.body || body.current?.contains(at) === true;
    if (shown === '' || !waits.current || !stays) return;
    waits.current = false;
    go.current();
  }, [shown, body]);
};
