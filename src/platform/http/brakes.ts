import type { FastifyInstance, FastifyRequest } from 'fastify';
import { networkOf } from './network.ts';
import { type Rate, RateLimit } from './rate-limit.ts';

/**
 * How often something may be begun that costs others room or work. `draft`: drafts begun, by account, by telephone proved in
 * the browser, else by network, each up to some hundred kilobytes kept for thirty days. `filingsOfNetwork`, `filingsOfPhone`: filings under a telephone that nobody has proved here; a
 * station files for a whole village, and few people have ten disputes in an hour.
 */
export const usualBrakes = {
  draft: { perMinute: 3, burst: 60 },
  filingsOfNetwork: { perMinute: 1, burst: 60 },
  filingsOfPhone: { perMinute: 1 / 60, burst: 10 },
} as const satisfies Readonly<Record<string, Rate>>;

export type Brake = keyof typeof usualBrakes;
export type Brakes = Readonly<Record<Brake, Rate>>;

declare module 'fastify' {
  interface FastifyInstance {
    /** Spends one; 0 when allowed, else the whole seconds to wait. */
    brake: (what: Brake, key: string) => number;
    /** Takes back one that was spent. */
    easeBrake: (what: Brake, key: string) => void;
  }
}

/** @param rates 'off' for measuring: nothing is counted */
export const addBrakes = (app: FastifyInstance, rates: Brakes | 'off'): void => {
  const limits: Readonly<Partial<Record<Brake, RateLimit>>> =
    rates === 'off' ? {} : Object.fromEntries(Object.entries(rates).map(([what, rate]) => [what, new RateLimit(rate)]));
  app.decorate('brake', (what: Brake, key: string) => limits[what]?.spend(key) ?? 0);
  app.decorate('easeBrake', (what: Brake, key: string) => limits[what]?.giveBack(key));
};

export const brakeNetwork = (request: FastifyRequest, what: Brake): number =>
  request.server.brake(what, networkOf(request.ip));

export const easeNetwork = (request: FastifyRequest, what: Brake): void =>
  request.server.easeBrake(what, networkOf(request.ip));
