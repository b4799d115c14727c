import type { Actor } from '#kernel/actor.ts';
import { dayOf } from '#kernel/day.ts';
import { unreadableEmail } from '#kernel/email.ts';
import { readPhone } from '#kernel/phone.ts';
import { type Refusal, refuse } from '#kernel/refusal.ts';
import { audit } from '#platform/audit.ts';
import type { Context } from '#platform/context.ts';
import { normalFor } from '#platform/crypto/blind-index.ts';
import type { Tx } from '#platform/db.ts';
import { followRequests, type MovedPerson } from '#platform/follow-requests.ts';
import { orRefuse } from '#platform/http/errors.ts';
import { sideOfAgent } from '../agents.ts';
import type { PartyKind } from '../complaint.ts';
import { actOnComplaint, scopeOf } from '../handle.ts';
import { unitsFor } from '../reference.ts';
import { bothSidesObjection } from '../respondent-number.ts';
import { inWholeAuthority } from '../scope.ts';
import { type LoadedComplaint, readComplaint } from '../store.ts';
import { answerRequest } from './answer-request.ts';
import type { CorrectionBody } from './contract.ts';

/** Puts personal values right: new sealed values beside the old ones, which the history keeps for whoever may open it. */
export const correctPersonOf = async (
  context: Context,
  tx: Tx,
  actor: Actor,
  number: string,
  wish: CorrectionBody,
  at: Date,
): Promise<{ readonly version: number } | Refusal> => {
  const loaded = await readComplaint(tx, context.vault, number);
  if (loaded === undefined) return refuse('complaint-not-found', { status: 404 });
  const { tenant, stream } = loaded;
  if (!loaded.personKeys.has(wish.person)) return refuse('person-not-found', { status: 404, field: 'person' });
  const unreadable = unreadableEmail(wish.fields, 'fields');
  if (unreadable !== undefined) return refuse('email-not-readable', { status: 422, field: unreadable });
  const account = await accountNow(context, tx, actor, loaded, wish);
  const { phone } = wish.fields;
  const before = phone === undefined ? undefined : await numberBefore(context, tx, loaded, wish.person);
  const notifiedThere = before !== undefined && (await wasNotifiedAt(context, tx, loaded, wish.person, before));
  const units = await unitsFor(tx, tenant, dayOf(at));
  const done = orRefuse(
    await actOnComplaint(context, tx, {
      number,
      actor,
      at,
      units,
      ...(phone === undefined
        ? {}
        : { objection: (locked) => agentObjection(context, tx, locked, wish.person, phone) }),
      make: (_case, sealing) => {
        const { fields } = sealing.person(wish.fields, wish.person);
        const more = {
          ...(account === undefined ? {} : { account }),
          ...(notifiedThere ? { notifiedThere: true as const } : {}),
        };
        return { act: 'correct-person', person: wish.person, fields, ...more };
      },
    }),
  );
  if (before !== undefined) await untieReceipts(context, tx, before);
  await audit(tx, {
    tenant,
    account: actor.account,
    act: 'correct-person',
    subject: `stream:${stream}`,
    reason: wish.reason,
    detail: { person: wish.person, fields: Object.keys(wish.fields).sort() },
  });
  const from = loaded.state.parties.find((one) => one.person === wish.person)?.account;
  const isShared = loaded.state.parties.some(
    (one) => one.person !== wish.person && one.account === from && (from !== undefined || letInByNumber.has(one.kind)),
  );
  if (account !== undefined)
    await followMovedPerson(
      tx,
      actor,
      { tenant, stream: isShared ? undefined : stream, person: wish.person, from, to: account ?? undefined },
      wish.request,
    );
  const basis = 'pipl 46';
  await answerRequest(
    context,
    tx,
    actor,
    { number, tenant, stream, person: wish.person, request: wish.request, kind: 'correct', basis },
    wish.answer,
  );
  return { version: done.version };
};

/** Every unit of the authority: the desk that was asked about the case may be another than the one that has it now. */
export const followMovedPerson = async (
  tx: Tx,
  actor: Actor,
  moved: MovedPerson,
  request: string | undefined,
): Promise<void> => {
  await inWholeAuthority(tx, actor, [moved.tenant], () => followRequests(tx, actor, moved, request));
};

const numberBefore = async (
  context: Context,
  tx: Tx,
  { tenant, stream, state }: LoadedComplaint,
  person: string,
): Promise<string | undefined> => {
  const entry = state.parties.find((party) => party.person === person)?.fields.phone?.entry;
  const opened = entry === undefined ? undefined : await context.vault.openEntry(tx, { tenant, stream, entry });
  return opened === undefined || 'refusal' in opened ? undefined : String(opened.value);
};

/** The respondent is told at the number an officer gave for the notice: where that was the wrong one, it is put right with it. */
const wasNotifiedAt = async (
  context: Context,
  tx: Tx,
  { tenant, stream, state }: LoadedComplaint,
  person: string,
  before: string,
): Promise<boolean> => {
  const party = state.parties.find((one) => one.person === person);
  if (party?.kind !== 'respondent' || state.respondentPhone === null) return false;
  const opened = await context.vault.openEntry(tx, { tenant, stream, entry: state.respondentPhone.entry });
  return !('refusal' in opened) && normalFor('phone', String(opened.value)) === normalFor('phone', before);
};

/** The receipt of a filing opens elsewhere by its number and a telephone: the wrong one opens it no more. */
const untieReceipts = async (context: Context, tx: Tx, phone: string): Promise<void> => {
  const digests = context.keyring.digests('phone', phone);
  await tx.run('select untie_filed_drafts($1::integer[], $2::bytea[])', [
    digests.map((one) => one.version),
    digests.map((one) => one.digest),
  ]);
};

const agentObjection = async (
  context: Context,
  tx: Tx,
  loaded: LoadedComplaint,
  person: string,
  phone: string,
): Promise<Refusal | undefined> => {
  const party = loaded.state.parties.find((one) => one.person === person && one.endedOn === undefined);
  const side = party === undefined ? undefined : sideOfAgent(party.kind);
  return side === undefined
    ? undefined
    : await bothSidesObjection(context, tx, loaded, { side, phone, field: 'fields.phone' });
};

/** Who is let in by a telephone number of its own; whoever helped came in with another account. */
const letInByNumber: ReadonlySet<PartyKind> = new Set(['complainant', 'agent', 'representative', 'joint']);

/**
 * Whoever filed at a counter or by telephone, or was named beside, follows the case with that number: when it is put right, the
 * way in moves along. An account that was not let in by the number (it filed by itself) stays.
 */
const accountNow = async (
  context: Context,
  tx: Tx,
  actor: Actor,
  loaded: LoadedComplaint,
  { person, fields: { phone } }: CorrectionBody,
): Promise<string | null | undefined> => {
  const party = loaded.state.parties.find((one) => one.person === person);
  if (phone === undefined || party === undefined || party.endedOn !== undefined || !letInByNumber.has(party.kind))
    return undefined;
  const { consumers } = context.people;
  if (party.account !== undefined) {
    const entry = party.fields.phone?.entry;
    const old = entry === undefined ? undefined : await context.vault.openEntry(tx, { ...loaded, entry });
    const letIn = old === undefined || 'refusal' in old ? undefined : await consumers.accountOf(tx, String(old.value));
    if (letIn !== party.account) return undefined;
  }
  if (readPhone(phone).kind !== 'mobile') return null;
  const account = await consumers.accountFor(tx, phone);
  await tx.rescope(scopeOf(actor));
  return account;
};
