import type { ComplaintEvent } from './complaint.ts';

type Step = { readonly version: number; readonly event: ComplaintEvent };

/** By the step of each mark of service that was taken back: the step that took it back. Only the last of a reader can be. */
export const takenBackIn = <S extends Step>(steps: readonly S[]): ReadonlyMap<number, S> => {
  const last = new Map<string, number>();
  const taken = new Map<number, S>();
  for (const step of steps) {
    const { event, version } = step;
    if (event.type === 'PaperDelivered') last.set(`${event.payload.n}:${event.payload.to}`, version);
    if (event.type !== 'DeliveryTakenBack') continue;
    const mark = last.get(`${event.payload.n}:${event.payload.to}`);
    if (mark !== undefined) taken.set(mark, step);
  }
  return taken;
};
