import { useEffect, useState } from 'react';

/** Rows ticked on screen, by their keys; another question, another choice: what was ticked is no longer on screen. */
export const useChoice = (keys: readonly string[], asked: string) => {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  useEffect(() => {
    if (asked !== undefined) setChosen(new Set());
  }, [asked]);
  return {
    chosen,
    toggle: (key: string) =>
      setChosen((before) => {
        const after = new Set(before);
        if (!after.delete(key)) after.add(key);
        return after;
      }),
    toggleAll: () => setChosen((before) => (before.size === keys.length ? new Set() : new Set(keys))),
    clear: () => setChosen(new Set()),
    keep: (kept: readonly string[]) => setChosen(new Set(kept)),
  };
};

export type Choice = ReturnType<typeof useChoice>;
