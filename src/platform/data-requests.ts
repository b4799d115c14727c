import type { Actor } from '#kernel/actor.ts';
import { type Day, dayOf } from '#kernel/day.ts';
import type { DueDays } from '#kernel/due-soon.ts';
import { isRefusal, type Refusal, refuse } from '#kernel/refusal.ts';
import { lastDayOf, type Rulebook } from '#kernel/rule.ts';
import { audit } from './audit.ts';
import { readProfile } from './auth/consumer-profile.ts';
import { now } from './clock.ts';
import { openBytes, place, sealBytes } from './crypto/sealing.ts';
import type { TenantKeys } from './crypto/tenant-keys.ts';
import { nobody, type Tx } from './db.ts';
import { newId } from './ids.ts';
import { enqueue } from './jobs.ts';
import { countOnFirst, cursorOf, pageOf } from './lists/cursor.ts';
import { askerJob } from './tell-asker.ts';
import type { OtherWay, Telling } from './told-of-answer.ts';

export const dataRequestKinds = [
  'access',
  'copy',
  'correct',
  'delete',
  'withdraw-consent',
  'explain',
  'other',
] as const;
export type DataRequestKind = (typeof dataRequestKinds)[number];

export type DataRequestVia = 'account' | 'counter' | 'letter';

/** How somebody without an account showed who is asking (GB/T 35273-2020 8.7). */
export const identityChecks = ['original-id', 'certified-copy', 'agent-with-power'] as const;
export type IdentityCheck = (typeof identityChecks)[number];

export const answerWays = ['hand', 'post', 'sms'] as const;
export type AnswerWay = (typeof answerWays)[number];

export const dataRequestOutcomes = ['granted', 'partly-granted', 'refused'] as const;
export type DataRequestOutcome = (typeof dataRequestOutcomes)[number];

/** On what a request is granted, as stored; told as a citation (`citedText`). */
export const grantedUnder: Partial<Record<DataRequestKind, string>> = {
  access: 'pipl 45',
  copy: 'pipl 45',
  correct: 'pipl 46',
  delete: 'pipl 47',
  'withdraw-consent': 'pipl 15',
  explain: 'pipl 48',
};

/** A desk drowned in one person's requests could not answer the others in time. */
export const mostOpenRequests = { atDesk: 5, anywhere: 20 } as const;

/** Rows of a desk's list on one page. */
export const requestsOnPage = 100;

export type NewDataRequest = {
  readonly tenant: string;
  /** Bureau whose desk answers. */
  readonly bureau: string;
  readonly kind: DataRequestKind;
  /** The case it is about; the whole account when absent. */
  readonly stream?: string;
  readonly text: string;
};

export type DataRequest = {
  readonly id: string;
  readonly tenant: string;
  readonly bureau: string;
  /** Null for who wrote a letter or came to the counter. */
  readonly account: string | null;
  /** The account of the number that took the place of the asker's: it reads the answer, too. */
  readonly follower: string | null;
  readonly via: DataRequestVia;
  readonly identityCheck: IdentityCheck | null;
  readonly kind: DataRequestKind;
  readonly stream: string | null;
  /** Of the case it is about. */
  readonly number: string | null;
  /** What was asked; null in a desk's list, where it is opened one by one with a reason. */
  readonly text: string | null;
  readonly madeAt: Date;
  /** Day from which the limit runs. */
  readonly receivedOn: Day;
  readonly dueOn: Day;
  readonly state: 'open' | DataRequestOutcome;
  readonly answeredAt: Date | null;
  readonly basis: string | null;
  readonly answer: string | null;
  /** Number of the written answer, and how it goes to who has no account here. */
  readonly letter: string | null;
  readonly answerWay: AnswerWay | null;
  readonly servedOn: Day | null;
  /** How the message about the answer went, to the number that follows by now; null where none was sent. */
  readonly telling: Telling | null;
  /** Told otherwise, where the message was in vain. */
  readonly toldOn: Day | null;
  readonly toldWay: OtherWay | null;
  /** The written answer is printed large. */
  readonly largePrint: boolean;
  /** Day from which neither the words nor the letter can be read any more. */
  readonly emptiedOn: Day | null;
};

export type OwnRequest = DataRequest & {
  readonly text: string;
  /** The answer holds particulars and is read with the number that took the place of this one, which may be somebody else's by now. */
  readonly isElsewhere: boolean;
};

const hasParticulars = ({ kind }: Pick<DataRequest, 'kind'>): boolean => kind === 'access' || kind === 'copy';

/** What a desk sees when it opens a request: the words, and who asks. */
export type OpenedRequest = {
  readonly text: string;
  readonly answer: string | null;
  readonly name: string | null;
  readonly phone: string | null;
};

type Row = Omit<DataRequest, 'text' | 'answer'> & {
  readonly emptiedBasis: string | null;
  readonly sealed: Buffer | null;
  readonly answer_sealed: Buffer | null;
};

const columns = `data_request as id, tenant, bureau, account, follower, via, identity_check as "identityCheck", kind, stream,
  (select l.key from case_locator l where l.tenant = data_request.tenant and l.stream = data_request.stream
    and l.key_kind = 'number' limit 1) as number, made_at as "madeAt",
  coalesce(received_on, (made_at at time zone 'Asia/Shanghai')::date) as "receivedOn", due_on as "dueOn", state,
  answered_at as "answeredAt", answer_basis as basis, letter_number as letter, answer_way as "answerWay",
  (select m.state from message_delivery m where m.tenant = data_request.tenant and m.subject_ref = 'data-request:' || data_request
    || ':' || coalesce(follower, account) || case when told_again > 0 then ':' || told_again else '' end
    order by m.at desc limit 1) as telling, told_on as "toldOn", told_way as "toldWay",
  served_on as "servedOn", large_print as "largePrint",
  (emptied_at at time zone 'Asia/Shanghai')::date as "emptiedOn", emptied_basis as "emptiedBasis", sealed, answer_sealed`;

export type DeskRequestQuery = {
  /** `done`: all that were answered. */
  readonly state?: 'open' | 'done' | DataRequestOutcome;
  readonly kind?: DataRequestKind;
  readonly via?: string;
  readonly bureau?: string;
  readonly due?: 'overdue' | 'soon' | 'later';
  /** Only those answered by a letter that is to be posted. */
  readonly toPost?: boolean;
  readonly cursor?: string;
  readonly limit?: number;
};
export type DeskRequestList = {
  readonly rows: readonly DataRequest[];
  readonly next: string | null;
  readonly total: number | null;
};

const nextDue = cursorOf('word', 'day', 'id');

const askedAtDesk = `account is distinct from $1 and follower is distinct from $1 and ($2::text is null or state = $2 or ($2 = 'done' and state <> 'open'))
  and ($3::text is null or kind = $3) and ($4::text is null or via = $4) and ($5::text is null or bureau = $5)
  and ($6::text is null or (state = 'open' and (($6 = 'overdue' and due_on < $7::date)
    or ($6 = 'soon' and due_on between $7::date and $8::date) or ($6 = 'later' and due_on > $8::date))))
  and (not $9 or (answer_way = 'post' and letter_number is not null and served_on is null))`;

/** What people ask about their own data (PIPL arts 44 to 50), and the desk that answers with a reason. */
export class DataRequests {
  readonly #keys: TenantKeys;

  constructor(keys: TenantKeys) {
    this.#keys = keys;
  }

  /** In the scope of the person who asks; the caller has made sure that there is such a desk. */
  async ask(
    tx: Tx,
    actor: Actor,
    wish: NewDataRequest,
    rulebook: Rulebook,
  ): Promise<{ readonly id: string; readonly dueOn: Day } | Refusal> {
    const full = await refuseWhenManyOpen(tx, actor, wish);
    if (full !== undefined) return full;
    await this.#keys.load(wish.tenant, tx);
    const id = newId();
    const at = now();
    const dueOn = lastDayOf(rulebook, 'PIP-01', dayOf(at));
    await tx.run(
      `insert into data_request (tenant, data_request, bureau, account, stream, kind, sealed, made_at, due_on, state)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'open')`,
      [
        wish.tenant,
        id,
        wish.bureau,
        actor.account,
        wish.stream ?? null,
        wish.kind,
        this.#seal(wish.tenant, id, 'asked', wish.text),
        at,
        dueOn,
      ],
    );
    await audit(tx, {
      tenant: wish.tenant,
      account: actor.account,
      act: 'ask-about-own-data',
      subject: `data-request:${id}`,
      detail: { kind: wish.kind },
    });
    return { id, dueOn };
  }

  /** Which desk answers about a case; undefined when the asker is no party to it. */
  whereIs(tx: Tx, number: string): Promise<{ tenant: string; stream: string; bureau: string } | undefined> {
    return tx.maybe(
      `select s.tenant, s.stream, s.bureau from case_locator l join stream s on s.tenant = l.tenant and s.stream = l.stream
        where l.key_kind = 'number' and l.key = $1`,
      [number],
    );
  }

  /** At a desk: everything its scope sees but the asker's own, the next due first; `after` is the last of the page before. */
  async atDesk(tx: Tx, account: string, after?: string): Promise<DataRequest[]> {
    const rows = await tx.rows<Row>(
      `select ${columns} from data_request where account is distinct from $1 and follower is distinct from $1
          and ($2::uuid is null or (state <> 'open', due_on, data_request) >
            (select p.state <> 'open', p.due_on, p.data_request from data_request p where p.data_request = $2))
        order by state <> 'open', due_on, data_request limit $3`,
      [account, after ?? null, requestsOnPage],
    );
    return rows.map(unread);
  }

  /** The same narrowed and by cursor, with the count on the first page. */
  async listAtDesk(
    tx: Tx,
    account: string,
    query: DeskRequestQuery,
    { today, soonUntil }: DueDays,
  ): Promise<DeskRequestList | Refusal> {
    const limit = query.limit ?? requestsOnPage;
    const after = nextDue.read(query.cursor);
    if (isRefusal(after)) return after;
    const values = [
      account,
      query.state ?? null,
      query.kind ?? null,
      query.via ?? null,
      query.bureau ?? null,
      query.due ?? null,
      today,
      soonUntil,
      query.toPost === true,
    ];
    const rows = await tx.rows<Row>(
      `select ${columns} from data_request where ${askedAtDesk}
          and ($10::text is null or (case when state = 'open' then 'open' else 'past' end, due_on, data_request)
            > ($10, $11::date, $12::uuid))
        order by case when state = 'open' then 'open' else 'past' end, due_on, data_request limit $13`,
      [...values, ...[0, 1, 2].map((part) => after?.[part] ?? null), limit + 1],
    );
    const { shown, next } = pageOf(rows, limit, (last) =>
      nextDue.write(last.state === 'open' ? 'open' : 'past', last.dueOn, last.id),
    );
    const total = await countOnFirst(tx, query.cursor, `from data_request where ${askedAtDesk}`, values);
    return { rows: shown.map(unread), next, total };
  }

  /** One of those a desk sees. */
  async ofDesk(tx: Tx, account: string, id: string): Promise<DataRequest | undefined> {
    const row = await tx.maybe<Row>(
      `select ${columns} from data_request where data_request = $1 and account is distinct from $2 and follower is distinct from $2`,
      [id, account],
    );
    return row === undefined ? undefined : unread(row);
  }

  /** One's own, newest first, with those made with a number one had before: their words stay with the account that wrote them. */
  async own(tx: Tx, account: string): Promise<OwnRequest[]> {
    const rows = await tx.rows<Row>(
      `select ${columns} from data_request where account = $1 or follower = $1 order by made_at desc limit 100`,
      [account],
    );
    for (const tenant of new Set(rows.map((row) => row.tenant))) await this.#keys.load(tenant, tx);
    return rows.map((row) => {
      const isFormer = row.account === account && row.follower !== null;
      const isElsewhere = isFormer && hasParticulars(row) && row.answer_sealed !== null;
      const shown = isElsewhere ? { ...row, answer_sealed: null } : row;
      return { ...this.#opened(row.account === account ? shown : { ...row, sealed: null }), isElsewhere };
    });
  }

  /** A desk reads one request and sees who asks: recorded with the reason. */
  async open(tx: Tx, actor: Actor, id: string, reason: string): Promise<OpenedRequest | Refusal> {
    if (reason.trim().length < 2) return refuse('reason-missing', { status: 422, field: 'reason' });
    const row = await tx.maybe<Row>(
      `select ${columns} from data_request where data_request = $1 and account is distinct from $2 and follower is distinct from $2`,
      [id, actor.account],
    );
    if (row === undefined) return refuse('data-request-unknown', { status: 404 });
    if (row.emptiedOn !== null) return emptied(row.emptiedOn, row.emptiedBasis);
    await this.#keys.load(row.tenant, tx);
    const { text, answer } = this.#opened(row);
    await audit(tx, {
      tenant: row.tenant,
      account: actor.account,
      act: 'open-data-request',
      subject: `data-request:${id}`,
      reason: reason.trim(),
    });
    const account = row.follower ?? row.account;
    if (account === null) return { text, answer, name: null, phone: null };
    await tx.rescope({ ...nobody, account });
    const asker = await readProfile(tx, this.#keys, account);
    return { text, answer, name: asker?.name ?? null, phone: asker?.phone ?? null };
  }

  /** Carrying the answer out (erasing, correcting) is an act of its own; a refusal needs its reason (PIPL art. 50). */
  async answer(
    tx: Tx,
    actor: Actor,
    tenant: string,
    id: string,
    said: { readonly outcome: DataRequestOutcome; readonly basis: string; readonly text: string },
  ): Promise<{ readonly answered: string } | Refusal> {
    if (said.outcome === 'refused' && said.basis.trim() === '') {
      return refuse('basis-missing', { status: 422, field: 'basis', basis: [{ text: 'pipl', article: '50' }] });
    }
    const asked = await this.ofDesk(tx, actor.account, id);
    if (asked?.tenant !== tenant) return refuse('data-request-not-open', { status: 409 });
    const basis = said.basis.trim() === '' ? (grantedUnder[asked.kind] ?? null) : said.basis.trim();
    await this.#keys.load(tenant, tx);
    const changed = await tx.run(
      `update data_request set state = $3, answered_at = $4, answered_by = $5, answer_basis = $6, answer_sealed = $7
        where tenant = $1 and data_request = $2 and state = 'open' and account is distinct from $5`,
      [tenant, id, said.outcome, now(), actor.account, basis, this.#seal(tenant, id, 'answered', said.text)],
    );
    if (changed === 0) return refuse('data-request-not-open', { status: 409 });
    await audit(tx, {
      tenant,
      account: actor.account,
      act: 'answer-about-own-data',
      subject: `data-request:${id}`,
      ...(basis === null ? {} : { reason: basis }),
      detail: { outcome: said.outcome },
    });
    for (const account of new Set([asked.account, asked.follower]))
      if (account !== null) await enqueue(tx, askerJob, { request: id, account }, { tenant });
    return { answered: id };
  }

  #seal(tenant: string, id: string, part: 'asked' | 'answered', text: string): Buffer {
    return sealBytes(this.#keys.newest(tenant).key, Buffer.from(text, 'utf8'), place('data-request', tenant, id, part));
  }

  #opened({ sealed, answer_sealed: answered, emptiedBasis: _basis, ...row }: Row): DataRequest & { text: string } {
    const key = this.#keys.newest(row.tenant).key;
    const open = (bytes: Buffer, part: string): string =>
      openBytes(key, bytes, place('data-request', row.tenant, row.id, part)).toString('utf8');
    const opened = (bytes: Buffer | null, part: string) => (bytes === null ? null : open(bytes, part));
    return { ...row, text: opened(sealed, 'asked') ?? '', answer: opened(answered, 'answered') };
  }
}

/** Neither words nor letter can be read any more. */
export const emptied = (on: Day, under: string | null): Refusal =>
  refuse('person-erased', { status: 410, params: { on, under: under ?? '' } });

const unread = ({ sealed: _sealed, answer_sealed: _answer, emptiedBasis: _basis, ...row }: Row): DataRequest => ({
  ...row,
  text: null,
  answer: null,
});

/** Counted one asker at a time: many requests at once are not each the first. */
const refuseWhenManyOpen = async (tx: Tx, actor: Actor, wish: NewDataRequest): Promise<Refusal | undefined> => {
  await tx.run('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`data-requests:${actor.account}`]);
  const open = await tx.one<{ here: number; anywhere: number }>(
    `select count(*) filter (where tenant = $2 and bureau = $3) as here, count(*) as anywhere
       from data_request where account = $1 and state = 'open'`,
    [actor.account, wish.tenant, wish.bureau],
  );
  if (open.here < mostOpenRequests.atDesk && open.anywhere < mostOpenRequests.anywhere) return undefined;
  const most = open.here < mostOpenRequests.atDesk ? mostOpenRequests.anywhere : mostOpenRequests.atDesk;
  return refuse('data-requests-still-open', { status: 409, params: { most } });
};
