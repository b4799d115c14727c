import type { Day } from '#kernel/day.ts';
import type { ActBody, FilingRequest, FormAct } from '#modules/complaints/facade.ts';
import { type CastName, cast } from './cast.ts';

/** A moment before the demo's first start: so many days ago, at an hour of Shanghai. */
export type Ago = readonly [days: number, hour: number];

/** Does one act as a member of the cast. */
export type Player = <A extends FormAct>(who: CastName, act: A, body: ActBody<A>) => Promise<void>;

export type Step = { readonly ago: Ago; play(player: Player, today: Day): Promise<void> };

export type Story = {
  /** Told again by the event it belongs to. */
  readonly event?: 'gym';
  /** Who files: one of the consumers for itself, or an official who takes it down at the counter. */
  readonly by: CastName;
  readonly ago: Ago;
  readonly request: FilingRequest;
  readonly steps: readonly Step[];
  /** When the message that asks whether the operator's word of a settlement is so came back. */
  readonly inVain?: Ago;
};

export const step = <A extends FormAct>(
  ago: Ago,
  who: CastName,
  act: A,
  body: ActBody<A> | ((today: Day) => ActBody<A>),
): Step => ({ ago, play: (player, today) => player(who, act, typeof body === 'function' ? body(today) : body) });

export const person = (name: 'consumer' | 'second-consumer'): FilingRequest['complainant'] => {
  const { personName, phone, ...rest } = cast[name];
  return { name: personName, phone, address: 'address' in rest ? rest.address : '' };
};
