import { elapsed } from '../clock.ts';
import { type Gateway, NoAnswer } from './message.ts';

/** How long a carrier that did not answer is left alone. */
const PAUSE = 60_000;

/**
 * Waiting for a carrier takes up one of the few places in which all background work is done. One that was silent is asked again by
 * one message at a time, after a pause; the others fail at once, and their jobs come back later.
 */
export const sparing = (gateway: Gateway, pause = PAUSE): Gateway => {
  let isSilent = false;
  let notBefore = 0;
  return {
    ...gateway,
    send: async (parcel) => {
      if (isSilent && elapsed() < notBefore) throw new NoAnswer('the carrier did not answer a short time ago', false);
      notBefore = Number.POSITIVE_INFINITY;
      try {
        const taken = await gateway.send(parcel);
        isSilent = false;
        return taken;
      } catch (error) {
        isSilent = error instanceof NoAnswer;
        throw error;
      } finally {
        notBefore = elapsed() + pause;
      }
    },
  };
};
