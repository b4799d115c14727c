import { createHash } from 'node:crypto';
import { elapsed } from '#platform/clock.ts';

/** What a core that nobody else uses does in a second of this; measured once on an idle machine. */
const USUAL = 25_000;

/**
 * How much of a core this process gets right now, roughly: machines are shared, and a figure without this one says
 * little. 1 = a core to itself.
 */
export const calibrate = (): number => {
  const block = Buffer.alloc(64 * 1024, 'fangxin');
  const begun = elapsed();
  let rounds = 0;
  while (elapsed() - begun < 1_000) {
    createHash('sha256').update(block).digest();
    rounds += 1;
  }
  return rounds / USUAL;
};
