/** Drift beyond this is no correction by a time server but a clock that was set. */
const TOLERANCE = 5 * 60_000;
/** A new time that holds this long is believed: a machine that slept, a clock put right. */
const HOLDS_FOR = 9 * 60_000;

type Mark = { readonly at: number; readonly elapsed: number };

const agrees = (mark: Mark, at: number, elapsed: number): boolean =>
  Math.abs(at - (mark.at + elapsed - mark.elapsed)) <= TOLERANCE;

/**
 * Compares the wall clock with the monotonic one of the process. What the calendar brings about waits while they disagree:
 * a clock that lies for a minute must not make a thousand limits run out.
 */
export class ClockWatch {
  #trusted: Mark | undefined;
  #doubted: (Mark & { readonly since: number }) | undefined;

  /** Whether to act on this time now. */
  trusts(at: Date, elapsed: number): boolean {
    const time = at.getTime();
    if (this.#trusted === undefined || agrees(this.#trusted, time, elapsed)) {
      this.#trusted = { at: time, elapsed };
      this.#doubted = undefined;
      return true;
    }
    const goesOn = this.#doubted !== undefined && agrees(this.#doubted, time, elapsed);
    const since = goesOn ? (this.#doubted?.since ?? elapsed) : elapsed;
    this.#doubted = { at: time, elapsed, since };
    if (elapsed - since < HOLDS_FOR) return false;
    this.#trusted = { at: time, elapsed };
    this.#doubted = undefined;
    return true;
  }
}
