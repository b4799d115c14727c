import type { Actor } from '#kernel/actor.ts';
import { type Day, dayOf } from '#kernel/day.ts';
import { lastDayToGo } from '#kernel/keeping-term.ts';
import type { Database, Scope, Tx } from './db.ts';
import { Refused } from './http/errors.ts';
import { pageByPage } from './page-by-page.ts';

/** A file whose term is over and that still holds something of a person. */
export type FileAtEnd = {
  readonly tenant: string;
  readonly stream: string;
  readonly number: string;
  /** The day from which the term runs. */
  readonly endedOn: Day;
  readonly years: number;
  /** Kept by a legal hold, however long the term is over. */
  readonly held: boolean;
};

/** How one kind of file ends: where its rows are, how long it is kept, what letting it go means. */
export type KindOfFile = {
  /** A query of `stream`, `number` and "endedOn" of the files of the tenant ($1) that still hold something of a person. */
  readonly ended: string;
  /** Whether a legal hold keeps `f`, a row of that query: one on its own stream when silent. */
  readonly held?: string;
  readonly scopeOf: (actor: Actor) => Scope;
  readonly yearsKept: (tenant: string, today: Day) => number;
  readonly letGo: (tx: Tx, actor: Actor, file: FileAtEnd, at: Date) => Promise<void>;
};

/** What became of a file that was due: it may have been held or taken up again meanwhile. */
export type Ending = 'gone' | 'held' | 'not-due';

export type EndOfTerm = {
  /** In the order in which they came; read as it is walked, so that a million of them need no more memory than a thousand. */
  readonly due: () => AsyncIterable<FileAtEnd>;
  /**
   * Lets one go that no hold keeps, also none placed since it was listed, and whose term has not begun anew since, by an act of its
   * own; after an interruption those that were not reached are due again.
   */
  readonly letGo: (file: FileAtEnd) => Promise<Ending>;
};

const AT_ONCE = 1_000;

const ownHold =
  'exists (select 1 from legal_hold h where h.tenant = $1 and h.stream = f.stream and h.lifted_at is null)';

const page = (ended: string, held: string): string =>
  `select f.stream, f.number, f."endedOn", ${held} as held from (${ended}) f
    where f."endedOn" <= $2::date and f.stream > $3 order by f.stream limit ${AT_ONCE}`;

const oneOf = (ended: string, held: string): string =>
  `select f."endedOn", ${held} as held from (${ended}) f where f.stream = $2 and f."endedOn" <= $3::date`;

const heldMeanwhile = (error: unknown): Ending => {
  if (error instanceof Refused && error.refusal.refusal === 'under-legal-hold') return 'held';
  throw error;
};

/** `actors` are the platform itself at each authority, `at` is the instant of the whole run. */
export const endOfTerm = (
  database: Database,
  actors: readonly Actor[],
  { ended, held = ownHold, scopeOf, yearsKept, letGo }: KindOfFile,
  at: Date,
): EndOfTerm => {
  const today = dayOf(at);
  async function* dueAt(actor: Actor): AsyncGenerator<FileAtEnd> {
    const { tenant = '' } = actor;
    const years = yearsKept(tenant, today);
    const last = lastDayToGo(today, years);
    const read = (after: string) =>
      database.transact(scopeOf(actor), (tx) =>
        tx.rows<Pick<FileAtEnd, 'stream' | 'number' | 'endedOn' | 'held'>>(page(ended, held), [tenant, last, after]),
      );
    for await (const row of pageByPage(AT_ONCE, read)) yield { ...row, tenant, years };
  }
  return {
    due: async function* () {
      for (const actor of actors) yield* dueAt(actor);
    },
    letGo: async (file) => {
      const actor = actors.find(({ tenant }) => tenant === file.tenant);
      if (actor === undefined) throw new Error(`${file.number} is of no authority here`);
      return await database
        .transact(scopeOf(actor), async (tx): Promise<Ending> => {
          const last = lastDayToGo(today, file.years);
          const found = await tx.maybe<Pick<FileAtEnd, 'endedOn' | 'held'>>(oneOf(ended, held), [
            file.tenant,
            file.stream,
            last,
          ]);
          if (found === undefined) return 'not-due';
          if (found.held) return 'held';
          await letGo(tx, actor, { ...file, ...found }, at);
          return 'gone';
        })
        .catch(heldMeanwhile);
    },
  };
};
