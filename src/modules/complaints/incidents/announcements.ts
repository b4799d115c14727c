import type { Day } from '#kernel/day.ts';
import type { Tx } from '#platform/db.ts';
import { enqueue } from '#platform/jobs.ts';
import { type Amendment, amendmentJob } from './amendment-job.ts';
import { announcementJob } from './announcement-job.ts';
import type { LoadedIncident } from './store.ts';

/** What an authority has announced on an event: for everybody, naming no complainant. */
export type Announcement = {
  readonly n: number;
  /** Official number of the announcement. */
  readonly number: string;
  readonly title: string;
  readonly operator: string | null;
  readonly verified: readonly string[];
  readonly steps: readonly string[];
  readonly phone: string;
  readonly authority: string;
  readonly publishedOn: Day;
  /** What its QR code opens. */
  readonly proof: string;
  /** When the finding was replaced that it announces. */
  readonly correctedOn: Day | null;
  /** Since then nothing of what it said stands here any more. */
  readonly withdrawnOn: Day | null;
  readonly withdrawnFor: string | null;
};

export type ListedAnnouncement = Pick<
  Announcement,
  'number' | 'title' | 'authority' | 'publishedOn' | 'withdrawnOn'
> & {
  readonly incident: string;
};

/** Published with the act, and told to every complainant of the event once the act has been committed. */
export const publish = async (
  tx: Tx,
  at: LoadedIncident,
  announcement: Omit<Announcement, 'correctedOn' | 'withdrawnOn' | 'withdrawnFor'>,
): Promise<void> => {
  const { n, number, title, operator, verified, steps, phone, authority, publishedOn, proof } = announcement;
  tx.send(
    `insert into announcement (tenant, incident, n, bureau, number, title, operator, verified, steps, phone, authority,
       published_on, proof) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
    [
      ...[at.tenant, at.stream, n, at.state.bureau, number, title, operator],
      ...[verified, steps, phone, authority, publishedOn, proof],
    ],
  );
  await enqueue(tx, announcementJob, { incident: at.stream, n, after: '' }, { tenant: at.tenant });
};

/** What was announced is no longer what was found: the page says so until the finding is announced anew, and those who were told are told. */
export const markCorrected = async (tx: Tx, at: LoadedIncident, n: number, on: Day): Promise<void> => {
  tx.send(
    'update announcement set corrected_on = $3 where tenant = $1 and incident = $2 and corrected_on is null and withdrawn_on is null',
    [at.tenant, at.stream, on],
  );
  await tellOf(tx, at, n, 'correction');
};

const tellOf = (tx: Tx, { tenant, stream }: LoadedIncident, n: number, what: Amendment): Promise<void> =>
  enqueue(tx, amendmentJob, { incident: stream, n, what, after: '' }, { tenant });

/** Its words leave the table that everybody may read; the paper itself stays with the event. */
export const markWithdrawn = async (
  tx: Tx,
  at: LoadedIncident,
  { n, on, reasons }: { readonly n: number; readonly on: Day; readonly reasons: string },
): Promise<void> => {
  tx.send(
    `update announcement set withdrawn_on = $4, withdrawn_for = $5, title = '', operator = null, verified = '{}', steps = '{}'
      where tenant = $1 and incident = $2 and n = $3`,
    [at.tenant, at.stream, n, on, reasons],
  );
  tx.send(
    `update paper_proof set standing = 'annulled' from announcement a
      where a.tenant = $1 and a.incident = $2 and a.n = $3 and paper_proof.proof = a.proof and paper_proof.tenant = $1`,
    [at.tenant, at.stream, n],
  );
  await tellOf(tx, at, n, 'withdrawal');
};

const columns = `a.n, a.number, a.title, a.operator, a.verified, a.steps, a.phone, a.authority,
  a.published_on as "publishedOn", a.proof, a.corrected_on as "correctedOn", a.withdrawn_on as "withdrawnOn",
  a.withdrawn_for as "withdrawnFor"`;

const listed = `incident, number, title, authority, published_on as "publishedOn", withdrawn_on as "withdrawnOn"`;

/** All that was announced on an event, newest first: the newest is what holds. */
export const announcementsOn = (tx: Tx, incident: string): Promise<Announcement[]> =>
  tx.rows<Announcement>(
    `select ${columns} from announcement a where a.incident = $1::uuid order by a.n desc limit 50`,
    [incident],
  );

export type AnnouncementPage = { readonly rows: readonly ListedAnnouncement[]; readonly more: boolean };

const LISTED = 20;

/** Events of an authority with their newest announcement, latest first. */
export const announcements = async (tx: Tx, tenant: string | undefined, page: number): Promise<AnnouncementPage> => {
  const rows = await tx.rows<ListedAnnouncement>(
    `select ${listed} from announcement a
      where ($1::text is null or a.tenant = $1)
        and a.n = (select max(n) from announcement b where b.tenant = a.tenant and b.incident = a.incident)
      order by published_on desc, incident limit $2 offset $3`,
    [tenant ?? null, LISTED + 1, (page - 1) * LISTED],
  );
  return { rows: rows.slice(0, LISTED), more: rows.length > LISTED };
};

/** The newest announcement on the event a case belongs to. */
export const announcementFor = async (tx: Tx, incident: string | null): Promise<ListedAnnouncement | null> =>
  incident === null
    ? null
    : ((await tx.maybe<ListedAnnouncement>(
        `select ${listed} from announcement
          where incident = $1::uuid order by n desc limit 1`,
        [incident],
      )) ?? null);
