/**
 * Work that many want done from now on, done once for all of them: the first who asks starts it at once, those who ask while
 * it is under way share the run after it. Whoever waits has waited for a run that began after the asking.
 */
export class NextRun<T> {
  readonly #work: () => Promise<T>;
  #waiting: Promise<T> | undefined;
  #underWay: Promise<unknown> = Promise.resolve();

  constructor(work: () => Promise<T>) {
    this.#work = work;
  }

  /** Rejects where the run shared fails; the next one is begun all the same. */
  join(): Promise<T> {
    this.#waiting ??= this.#next();
    return this.#waiting;
  }

  #next(): Promise<T> {
    const run = this.#underWay.then(() => {
      this.#waiting = undefined;
      return this.#work();
    });
    this.#underWay = run.catch(() => undefined);
    return run;
  }
}
