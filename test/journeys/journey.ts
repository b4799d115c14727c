import { after, describe } from 'node:test';
import type { Town } from './town.ts';

/** A way people go through a town that others go through too. Its windows are closed behind it. */
export const journey =
  (title: string, steps: (townOf: () => Town) => void) =>
  (townOf: () => Town): void => {
    describe(title, () => {
      after(() => townOf().closeWindows());
      steps(townOf);
    });
  };
