import type { Tx } from '#platform/db.ts';
import { whatLeft } from '#platform/messages/what-left.ts';

export type ToldOf = {
  /** Complaints with the newest of the announcements each was told of. */
  readonly told: readonly { readonly number: string; readonly n: number }[];
  /** The last one looked at; undefined where none is left. */
  readonly last: string | undefined;
};

/** Announcements are counted in each event: in one that was joined after another, its own are told apart from those of the first. */
const markIn = (joinedFirst: string | undefined, incident: string): string =>
  joinedFirst === undefined || joinedFirst === incident ? 'first' : incident;

type At = { readonly tenant: string; readonly stream: string };

export const announcedMark = async (tx: Tx, { tenant, stream }: At, incident: string): Promise<string> => {
  const first = await tx.maybe<{ incident: string }>(
    `select payload->>'incident' as incident from event
      where tenant = $1 and stream = $2 and type = 'JoinedIncident' order by version limit 1`,
    [tenant, stream],
  );
  return markIn(first?.incident, incident);
};

type Place = { readonly tenant: string; readonly incident: string; readonly after: string; readonly atOnce: number };

/**
 * Who was told of one of these announcements, whatever came about in the complaint since: a message left, or somebody told it by
 * letter, telephone or at the counter after one that did not. Of complaints that belong to the event still.
 */
export const toldOf = async (tx: Tx, at: Place, announcements: readonly number[]): Promise<ToldOf> => {
  const cases = await tx.rows<{ stream: string; number: string }>(
    `select stream, number from complaint where tenant = $1 and incident = $2 and number > $3 order by number limit $4`,
    [at.tenant, at.incident, at.after, at.atOnce],
  );
  const notices = announcements.map((n) => ({ n, notice: `announcement-${n}` })).sort((a, b) => b.n - a.n);
  const acts = await tx.rows<{ stream: string; joined: string | null; notice: string; outcome: string }>(
    `select stream, payload->>'incident' as joined, payload->>'notice' as notice, payload->>'outcome' as outcome from event
      where tenant = $1 and stream = any ($2::uuid[]) and type in ('NoticeTold', 'JoinedIncident') order by stream, version`,
    [at.tenant, cases.map(({ stream }) => stream)],
  );
  const joinedFirst = new Map<string, string>();
  const joined = new Map<string, string>();
  const outcomes = new Map<string, string>();
  for (const { stream, joined: incident, notice, outcome } of acts)
    if (incident !== null) {
      joined.set(stream, incident);
      if (!joinedFirst.has(stream)) joinedFirst.set(stream, incident);
    } else if (joined.get(stream) === at.incident) outcomes.set(`${stream} ${notice}`, outcome);
  const refOf = (stream: string, notice: string): string =>
    `notice:${stream}:${notice}:${markIn(joinedFirst.get(stream), at.incident)}`;
  const refs = cases.flatMap(({ stream }) => notices.map(({ notice }) => refOf(stream, notice)));
  const left = await whatLeft(tx, at.tenant, refs);
  const isTold = (stream: string, notice: string): boolean => {
    const outcome = outcomes.get(`${stream} ${notice}`);
    return outcome === undefined ? left.has(refOf(stream, notice)) : outcome !== 'failed';
  };
  return {
    told: cases.flatMap(({ stream, number }) => {
      const newest = notices.find(({ notice }) => isTold(stream, notice));
      return newest === undefined ? [] : [{ number, n: newest.n }];
    }),
    last: cases.length < at.atOnce ? undefined : cases.at(-1)?.number,
  };
};
