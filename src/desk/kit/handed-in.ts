/**
 * Files go up when they are chosen and lie in the person's tray until an act or a filing takes them. What is chosen and then not
 * wanted is taken back here; whatever escapes this window (a closed tab) the server clears after days.
 */
export type Hand = {
  /** A field holds it; the same content chosen in two fields is one file. */
  readonly hold: (file: string) => void;
  /** A field or a form that is given up no longer holds these. */
  readonly letGo: (files: readonly string[]) => void;
  /** An act or a filing took them. */
  readonly used: (files: readonly string[]) => void;
};

export const openHand = (takeBack: (file: string) => Promise<unknown>): Hand => {
  const held = new Map<string, number>();
  const used = new Set<string>();
  return {
    hold: (file) => void held.set(file, (held.get(file) ?? 0) + 1),
    letGo: (files) => {
      for (const file of files) {
        const left = (held.get(file) ?? 1) - 1;
        if (left > 0) held.set(file, left);
        else {
          held.delete(file);
          // Not there any more, or no network: the server clears what is left.
          if (!used.has(file)) takeBack(file).catch(() => undefined);
        }
      }
    },
    used: (files) => {
      for (const file of files) used.add(file);
    },
  };
};

/** Every file a form holds, wherever in it: once for each field that does. */
export const filesIn = (values: unknown): string[] => {
  if (typeof values !== 'object' || values === null) return [];
  if ('file' in values && 'name' in values && typeof values.file === 'string') return [values.file];
  return Object.values(values).flatMap(filesIn);
};
