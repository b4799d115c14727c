import type { Actor } from '#kernel/actor.ts';
import { compareDays, type Day, dayOf } from '#kernel/day.ts';
import { type Refusal, refuse } from '#kernel/refusal.ts';
import { lastDayOf, type Rulebook } from '#kernel/rule.ts';
import { audit } from './audit.ts';
import { readProfile } from './auth/consumer-profile.ts';
import { type CaseLeft, casesLeft } from './cases-left.ts';
import { now } from './clock.ts';
import type { IndexPurpose } from './crypto/blind-index.ts';
import type { Keyring } from './crypto/keyring.ts';
import { openBytes, place, sealBytes } from './crypto/sealing.ts';
import type { TenantKeys } from './crypto/tenant-keys.ts';
import { type AnswerWay, type DataRequestKind, emptied, type IdentityCheck } from './data-requests.ts';
import { nobody, type Tx } from './db.ts';
import { newId } from './ids.ts';
import type { CaseElsewhere } from './recognition.ts';
import { emptyWhenServed } from './request-contents.ts';

/** Who asks without an account, as the officer read it from the paper; sealed with the request. */
export type AskingPerson = {
  readonly name: string;
  readonly phone?: string;
  readonly idNumber?: string;
  readonly address?: string;
  /** Who stands in for the person with a power of attorney. */
  readonly agent?: string;
};

export type RequestAtDesk = {
  readonly tenant: string;
  readonly bureau: string;
  readonly kind: DataRequestKind;
  readonly via: 'counter' | 'letter';
  readonly identityCheck: IdentityCheck;
  readonly receivedOn: Day;
  readonly person: AskingPerson;
  readonly text: string;
  readonly largePrint?: boolean;
};

export const doneInCase = ['copied', 'corrected', 'erased'] as const;
export type DoneInCase = (typeof doneInCase)[number];

export type FoundCase = {
  readonly stream: string;
  readonly person: string;
  readonly number: string;
  readonly kind: string;
  readonly foundBy: string;
  readonly done: DoneInCase | null;
  readonly basis: string | null;
};

export type LetterToKeep = {
  readonly number: string;
  readonly templateVersion: string;
  readonly canonical: string;
  readonly dataHash: string;
};

const findable: readonly (readonly [IndexPurpose, 'phone' | 'idNumber'])[] = [
  ['phone', 'phone'],
  ['id-number', 'idNumber'],
];

/** Requests of people without an account: entered, found against the cases, answered by a letter (PIPL arts 45 to 50). */
export class DeskRequests {
  readonly #keys: TenantKeys;
  readonly #keyring: Keyring;

  constructor(keys: TenantKeys, keyring: Keyring) {
    this.#keys = keys;
    this.#keyring = keyring;
  }

  async enter(
    tx: Tx,
    actor: Actor,
    wish: RequestAtDesk,
    rulebook: Rulebook,
  ): Promise<{ readonly id: string; readonly dueOn: Day } | Refusal> {
    const at = now();
    if (compareDays(wish.receivedOn, dayOf(at)) > 0)
      return refuse('received-day-ahead', { status: 422, field: 'receivedOn' });
    if ((wish.identityCheck === 'agent-with-power') !== (wish.person.agent !== undefined))
      return refuse('agent-and-power-go-together', { status: 422, field: 'agent' });
    if (!actor.bureaus.includes(wish.bureau)) return refuse('bureau-not-yours', { status: 403, field: 'bureau' });
    await this.#keys.load(wish.tenant, tx);
    const id = newId();
    const dueOn = lastDayOf(rulebook, 'PIP-01', wish.receivedOn);
    await tx.run(
      `insert into data_request (tenant, data_request, bureau, kind, via, identity_check, entered_by, received_on,
         person_sealed, sealed, made_at, due_on, large_print, state)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 'open')`,
      [
        wish.tenant,
        id,
        wish.bureau,
        wish.kind,
        wish.via,
        wish.identityCheck,
        actor.account,
        wish.receivedOn,
        this.#seal(wish.tenant, id, 'person', JSON.stringify(wish.person)),
        this.#seal(wish.tenant, id, 'asked', wish.text),
        at,
        dueOn,
        wish.largePrint === true,
      ],
    );
    await audit(tx, {
      tenant: wish.tenant,
      account: actor.account,
      act: 'enter-data-request',
      subject: `data-request:${id}`,
      detail: { kind: wish.kind, via: wish.via, identityCheck: wish.identityCheck },
    });
    return { id, dueOn };
  }

  /** For the machinery of the desk: the act it serves is the record. Undefined for one made with an account. */
  async personOf(tx: Tx, id: string): Promise<AskingPerson | undefined> {
    const row = await tx.maybe<{ tenant: string; person_sealed: Buffer | null }>(
      'select tenant, person_sealed from data_request where data_request = $1',
      [id],
    );
    if (row?.person_sealed == null) return undefined;
    await this.#keys.load(row.tenant, tx);
    return JSON.parse(this.#open(row.tenant, id, 'person', row.person_sealed)) as AskingPerson;
  }

  /**
   * Looks for the person by the keyed marks of phone and id number: cases this desk sees are kept with the request, of all
   * others only bureau, number and day are told. The look is recorded; the values themselves are told to nobody.
   */
  async find(
    tx: Tx,
    actor: Actor,
    id: string,
    tenant: string,
  ): Promise<{ readonly found: FoundCase[]; readonly elsewhere: CaseElsewhere[] } | Refusal> {
    const person = (await this.personOf(tx, id)) ?? (await this.#accountOf(tx, actor, id));
    if (person === undefined) return refuse('data-request-unknown', { status: 404 });
    const elsewhere = new Map<string, CaseElsewhere>();
    for (const [purpose, field] of findable) {
      const value = person[field];
      if (value === undefined) continue;
      for (const { version, digest } of this.#keyring.digests(purpose, value)) {
        await tx.run(
          `insert into data_request_case (tenant, data_request, stream, person, found_by, found_at)
           select b.tenant, $2, b.stream, b.person, $3, $6 from blind_index b
             join stream s on s.tenant = b.tenant and s.stream = b.stream and s.kind in ('complaint', 'consultation')
            where b.tenant = $1 and b.purpose = $3 and b.version = $4 and b.digest = $5
           on conflict do nothing`,
          [tenant, id, purpose, version, digest, now()],
        );
        for (const one of await tx.rows<CaseElsewhere>(
          `select tenant, bureau, number, filed_on as "filedOn" from same_person_elsewhere($1, $2, $3)`,
          [purpose, version, digest],
        ))
          elsewhere.set(one.number, one);
      }
    }
    await tx.run('update data_request set searched_at = $3 where tenant = $1 and data_request = $2', [
      tenant,
      id,
      now(),
    ]);
    const found = await this.found(tx, id);
    for (const { number } of found) elsewhere.delete(number);
    await audit(tx, {
      tenant,
      account: actor.account,
      act: 'find-cases-of-request',
      subject: `data-request:${id}`,
      detail: { found: found.length, elsewhere: elsewhere.size },
    });
    return { found, elsewhere: [...elsewhere.values()].sort((a, b) => b.filedOn.localeCompare(a.filedOn)) };
  }

  /** Cases this account was let into once and left. The caller's scope must be the account's own. */
  casesLeft(tx: Tx, account: string): Promise<CaseLeft[]> {
    return casesLeft(tx, this.#keys, this.#keyring, account);
  }

  /** Which desk answers about a case that this account left; the caller's scope must be the account's own. */
  async whereLeft(
    tx: Tx,
    account: string,
    number: string,
  ): Promise<{ readonly tenant: string; readonly stream: string; readonly bureau: string } | undefined> {
    const left = (await this.casesLeft(tx, account)).find((one) => one.number === number);
    return left === undefined ? undefined : { tenant: left.tenant, stream: left.stream, bureau: left.bureau };
  }

  /** Found as who stands in the case with the account that asks. */
  async markFound(
    tx: Tx,
    at: { readonly tenant: string; readonly request: string; readonly stream: string; readonly person: string },
  ): Promise<void> {
    await tx.run(
      `insert into data_request_case (tenant, data_request, stream, person, found_by, found_at)
       values ($1, $2, $3, $4, 'account', $5) on conflict do nothing`,
      [at.tenant, at.request, at.stream, at.person, now()],
    );
  }

  /** By which telephone who asks is known, for a module that finds them by marks of its own; told to nobody. */
  async phoneOfAsker(tx: Tx, actor: Actor, id: string): Promise<string | undefined> {
    return ((await this.personOf(tx, id)) ?? (await this.#accountOf(tx, actor, id)))?.phone;
  }

  /** Who asks with an account: its telephone has been shown. Nothing of it is told to the desk. */
  async #accountOf(tx: Tx, actor: Actor, id: string): Promise<Pick<AskingPerson, 'phone' | 'idNumber'> | undefined> {
    const row = await tx.maybe<{ account: string | null }>(
      `select coalesce(follower, account) as account from data_request
        where data_request = $1 and account is distinct from $2 and follower is distinct from $2`,
      [id, actor.account],
    );
    if (row?.account == null) return undefined;
    await tx.rescope({ ...nobody, account: row.account });
    const profile = await readProfile(tx, this.#keys, row.account);
    const { tenants, bureaus, principals, account, roles } = actor;
    await tx.rescope({ tenants, bureaus, principals, account, desks: roles });
    return profile === undefined ? undefined : { phone: profile.phone };
  }

  /** What was found so far and what was done in each. */
  found(tx: Tx, id: string): Promise<FoundCase[]> {
    return tx.rows<FoundCase>(
      `select r.stream, r.person, l.key as number, l.kind, r.found_by as "foundBy", r.done, r.basis
         from data_request_case r
         join case_locator l on l.tenant = r.tenant and l.stream = r.stream and l.key_kind = 'number'
        where r.data_request = $1 order by r.found_at, l.key`,
      [id],
    );
  }

  /** False when the case or the person was not found for this request: nobody acts on a namesake. */
  async markDone(
    tx: Tx,
    actor: Actor,
    of: { readonly tenant: string; readonly request: string; readonly stream: string; readonly person: string },
    done: DoneInCase,
    basis: string,
  ): Promise<boolean> {
    const changed = await tx.run(
      `update data_request_case set done = $5, done_at = $6, done_by = $7, basis = $8
        where tenant = $1 and data_request = $2 and stream = $3 and person = $4`,
      [of.tenant, of.request, of.stream, of.person, done, now(), actor.account, basis],
    );
    return changed > 0;
  }

  async keepLetter(
    tx: Tx,
    at: { readonly tenant: string; readonly id: string },
    letter: LetterToKeep,
    way: AnswerWay,
  ): Promise<void> {
    await tx.run(
      `update data_request set letter_number = $3, letter_version = $4, letter_hash = $5, letter_sealed = $6, answer_way = $7
        where tenant = $1 and data_request = $2`,
      [
        at.tenant,
        at.id,
        letter.number,
        letter.templateVersion,
        letter.dataHash,
        this.#seal(at.tenant, at.id, 'letter', letter.canonical),
        way,
      ],
    );
  }

  /** The written answer for printing; opening it is recorded. */
  async letter(
    tx: Tx,
    actor: Actor,
    id: string,
  ): Promise<
    { readonly canonical: string; readonly number: string; readonly at: Date; readonly large: boolean } | Refusal
  > {
    const row = await tx.maybe<{
      tenant: string;
      letter_number: string | null;
      letter_sealed: Buffer | null;
      answered_at: Date;
      large_print: boolean;
      emptied_at: Date | null;
      emptied_basis: string | null;
    }>(
      `select tenant, letter_number, letter_sealed, answered_at, large_print, emptied_at, emptied_basis
         from data_request where data_request = $1`,
      [id],
    );
    if (row?.letter_number == null) return refuse('data-request-unknown', { status: 404 });
    if (row.letter_sealed === null) return emptied(dayOf(row.emptied_at ?? now()), row.emptied_basis);
    await this.#keys.load(row.tenant, tx);
    await audit(tx, {
      tenant: row.tenant,
      account: actor.account,
      act: 'open-answer-letter',
      subject: `data-request:${id}`,
    });
    return {
      canonical: this.#open(row.tenant, id, 'letter', row.letter_sealed),
      number: row.letter_number,
      at: row.answered_at,
      large: row.large_print,
    };
  }

  /** When the letter reached the person: by whom it was handed over or sent stands in the audit line. */
  async serve(tx: Tx, actor: Actor, id: string, on: Day): Promise<{ readonly servedOn: Day } | Refusal> {
    const row = await tx.maybe<{ tenant: string; answered_at: Date | null; letter_number: string | null }>(
      'select tenant, answered_at, letter_number from data_request where data_request = $1 and served_on is null',
      [id],
    );
    if (row?.letter_number == null || row.answered_at === null) return refuse('no-letter-to-serve', { status: 409 });
    if (compareDays(on, dayOf(now())) > 0 || compareDays(on, dayOf(row.answered_at)) < 0)
      return refuse('served-day-not-possible', { status: 422, field: 'on' });
    await tx.run(
      'update data_request set served_on = $3, served_by = $4 where tenant = $1 and data_request = $2 and served_on is null',
      [row.tenant, id, on, actor.account],
    );
    await audit(tx, {
      tenant: row.tenant,
      account: actor.account,
      act: 'serve-answer-letter',
      subject: `data-request:${id}`,
      detail: { on },
    });
    await emptyWhenServed(tx, actor, row.tenant, id);
    return { servedOn: on };
  }

  #seal(tenant: string, id: string, part: string, text: string): Buffer {
    return sealBytes(this.#keys.newest(tenant).key, Buffer.from(text, 'utf8'), place('data-request', tenant, id, part));
  }

  #open(tenant: string, id: string, part: string, bytes: Buffer): string {
    return openBytes(this.#keys.newest(tenant).key, bytes, place('data-request', tenant, id, part)).toString('utf8');
  }
}
