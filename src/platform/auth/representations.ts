import type { Actor } from '#kernel/actor.ts';
import { addDays, type Day, dayOf } from '#kernel/day.ts';
import { maskPhone } from '#kernel/phone.ts';
import { type Refusal, refuse } from '#kernel/refusal.ts';
import { scopeOf } from '../actor-scope.ts';
import { audit } from '../audit.ts';
import { now } from '../clock.ts';
import { openBytes, place, sealBytes } from '../crypto/sealing.ts';
import type { TenantKeys } from '../crypto/tenant-keys.ts';
import type { Scope, Tx } from '../db.ts';
import { newId } from '../ids.ts';
import type { Consumers } from './consumers.ts';
import { forgetSnapshots } from './grants.ts';

/** How somebody showed that they may speak for an operator. */
export const shownAuthorities = ['licence-holder', 'power-of-attorney', 'letter'] as const;
export type ShownAuthority = (typeof shownAuthorities)[number];

export type NewRepresentation = {
  readonly tenant: string;
  /** Whose counter keeps the entry: the bureau of the operator's place. */
  readonly bureau: string;
  /** Whom the person acts for, as `case_access` names it. */
  readonly principal: string;
  readonly name: string;
  /** Mobile number the person signs in with. */
  readonly phone: string;
  readonly shown: ShownAuthority;
  /** What the paper says: its number, who signed it. */
  readonly note?: string;
  /** Last day of the power, where the paper names one. */
  readonly until?: Day;
};

export type RepresentationView = {
  readonly id: string;
  readonly name: string;
  /** Masked. */
  readonly phone: string;
  readonly shown: ShownAuthority;
  readonly note: string | null;
  readonly from: Day;
  /** First day without. */
  readonly to: Day | null;
  readonly linkedBy: string;
  readonly linkedAt: Date;
  readonly endedAt: Date | null;
  readonly endedReason: string | null;
  readonly current: boolean;
};

type Row = Omit<RepresentationView, 'name' | 'phone' | 'note' | 'current'> & { readonly sealed: Buffer };
type Person = { readonly name: string; readonly phone: string; readonly note?: string };

/** People who act for an operator with an account of their own, entered by a bureau that has seen their authority. */
export class Representations {
  readonly #keys: TenantKeys;
  readonly #consumers: Pick<Consumers, 'accountFor' | 'accountOf'>;

  constructor(keys: TenantKeys, consumers: Pick<Consumers, 'accountFor' | 'accountOf'>) {
    this.#keys = keys;
    this.#consumers = consumers;
  }

  /** From now on whoever signs in with this number acts for the operator too; the account is made where there is none. */
  async link(tx: Tx, by: Actor, wish: NewRepresentation): Promise<{ readonly id: string } | Refusal> {
    const { tenant, bureau, principal, shown, until, name, phone, note } = wish;
    const account = await this.#consumers.accountFor(tx, phone);
    await tx.rescope(deskScope(by, tenant));
    const today = dayOf(now());
    const held = await tx.maybe(
      'select 1 from representation where account = $1 and principal = $2 and (to_on is null or to_on > $3)',
      [account, principal, today],
    );
    if (held !== undefined) return refuse('represents-already', { status: 409, field: 'phone' });
    const id = newId();
    const to = until === undefined ? null : addDays(until, 1);
    await this.#keys.load(tenant, tx);
    const person: Person = { name, phone, ...(note === undefined ? {} : { note }) };
    await tx.run(
      `insert into representation_record (tenant, representation_record, bureau, account, principal, shown, sealed, from_on,
         to_on, linked_by, linked_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
      [tenant, id, bureau, account, principal, shown, this.#seal(tenant, id, person), today, to, by.account, now()],
    );
    await tx.run(
      `insert into representation (account, principal, from_on, to_on) values ($1, $2, $3, $4)
       on conflict (account, principal, from_on) do update set to_on = excluded.to_on`,
      [account, principal, today, to],
    );
    await forgetSnapshots(tx, account);
    await audit(tx, {
      tenant,
      account: by.account,
      act: 'link-representative',
      subject: `account:${account}`,
      detail: { principal, shown, to: to ?? '' },
    });
    return { id };
  }

  /** Ends it at once; open sessions notice at their next request. */
  async end(
    tx: Tx,
    by: Actor,
    wish: { readonly tenant: string; readonly principal: string; readonly id: string; readonly reason: string },
  ): Promise<{ readonly id: string } | Refusal> {
    const { tenant, principal, id, reason } = wish;
    await tx.rescope(deskScope(by, tenant));
    const today = dayOf(now());
    const ended = await tx.maybe<{ account: string }>(
      `update representation_record set to_on = greatest(from_on, $4::date), ended_by = $5, ended_at = $6, ended_reason = $7
        where tenant = $1 and representation_record = $2 and principal = $3 and ended_at is null returning account`,
      [tenant, id, principal, today, by.account, now(), reason],
    );
    if (ended === undefined) return refuse('representation-not-found', { status: 404 });
    await tx.run(
      `update representation set to_on = greatest(from_on, $3::date)
        where account = $1 and principal = $2 and (to_on is null or to_on > $3::date)`,
      [ended.account, principal, today],
    );
    await forgetSnapshots(tx, ended.account);
    await audit(tx, {
      tenant,
      account: by.account,
      act: 'end-representative',
      subject: `account:${ended.account}`,
      reason,
      detail: { principal },
    });
    return { id };
  }

  /** Whether whoever signs in with this number acts for the operator today. */
  async actsFor(tx: Tx, phone: string, principal: string): Promise<boolean> {
    const account = await this.#consumers.accountOf(tx, phone);
    if (account === undefined) return false;
    const held = await tx.maybe(
      'select 1 from representation where account = $1 and principal = $2 and from_on <= $3 and (to_on is null or to_on > $3)',
      [account, principal, dayOf(now())],
    );
    return held !== undefined;
  }

  /** Everybody ever entered for this operator by this authority, those who act now first. */
  async of(tx: Tx, tenant: string, principal: string): Promise<RepresentationView[]> {
    await this.#keys.load(tenant, tx);
    const today = dayOf(now());
    const rows = await tx.rows<Row>(
      `select representation_record as id, shown, sealed, from_on as "from", to_on as "to", linked_by as "linkedBy",
         linked_at as "linkedAt", ended_at as "endedAt", ended_reason as "endedReason"
       from representation_record where tenant = $1 and principal = $2
       order by (to_on is null or to_on > $3::date) desc, linked_at desc limit 200`,
      [tenant, principal, today],
    );
    return rows.map(({ sealed, ...row }) => {
      const { name, phone, note = null } = this.#open(tenant, row.id, sealed);
      return { ...row, name, phone: maskPhone(phone), note, current: row.to === null || row.to > today };
    });
  }

  #seal(tenant: string, id: string, person: Person): Buffer {
    const bytes = Buffer.from(JSON.stringify(person), 'utf8');
    return sealBytes(this.#keys.newest(tenant).key, bytes, place('representation', tenant, id));
  }

  #open(tenant: string, id: string, sealed: Buffer): Person {
    const bytes = openBytes(this.#keys.newest(tenant).key, sealed, place('representation', tenant, id));
    return JSON.parse(bytes.toString('utf8')) as Person;
  }
}

const deskScope = (by: Actor, tenant: string): Scope => ({ ...scopeOf(by), writes: [tenant] });
