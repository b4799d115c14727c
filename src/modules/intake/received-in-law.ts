import type { Actor } from '#kernel/actor.ts';
import { takesDown } from '#kernel/taking-down.ts';

/** Windows, the published postal address and the 12315 line are channels of their own beside the platform (Order 121 art. 8). */
const ownChannels: ReadonlySet<string> = new Set(['counter', 'phone', 'letter', 'platform-12315']);

/** Whether receipt by this way is receipt in law wherever this site itself is only a companion of the national platform. */
export const isReceivedAnyway = (actor: Actor, channel: string | undefined): boolean =>
  takesDown(actor, 'complaint') && ownChannels.has(channel ?? 'counter');
