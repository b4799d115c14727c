/** The only place that reads time; everything else is handed `now` as a value. Tests and demos may shift it. */
let shiftMilliseconds = 0;

export const now = (): Date => new Date(Date.now() + shiftMilliseconds);

/** Monotonic milliseconds for measuring durations: immune to a clock that jumps. */
export const elapsed = (): number => performance.now();

export const shiftClock = (milliseconds: number): void => {
  shiftMilliseconds = milliseconds;
};
