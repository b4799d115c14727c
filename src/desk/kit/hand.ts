import { takeBackFile } from './api.ts';
import { filesIn, type Hand, openHand } from './handed-in.ts';

/** Of this window. */
export const hand: Hand = openHand(takeBackFile);

/** The form was sent: what its request names is used, what stood in it and was not sent is let go. */
export const settleFiles = (values: unknown, sent: unknown): void => {
  const named = JSON.stringify(sent) ?? '';
  const files = filesIn(values);
  hand.used(files.filter((file) => named.includes(file)));
  hand.letGo(files);
};
