import { readEmail } from '#kernel/email.ts';
import { readPhone } from '#kernel/phone.ts';
import { type Refusal, refuse } from '#kernel/refusal.ts';
import type { Context } from '#platform/context.ts';
import { normalFor } from '#platform/crypto/blind-index.ts';
import type { Tx } from '#platform/db.ts';
import type { Party, PartyKind } from './complaint.ts';
import type { Side } from './filing-parts.ts';
import type { PaperDesk } from './paper-data/paper-desk.ts';
import { operatorFor } from './reference.ts';
import type { NumberFrom } from './served.ts';
import { type LoadedComplaint, readComplaint } from './store.ts';

const respondents: ReadonlySet<PartyKind> = new Set(['respondent', 'respondent-agent']);
const isOf = (side: Side) => (party: Party) => respondents.has(party.kind) === (side === 'respondent');

/** Whoever holds the answer code speaks for the operator: it never goes where the complainant's side would read it. */
const isOnComplainantsSide = (context: Context, tx: Tx, loaded: LoadedComplaint, phone: string): Promise<boolean> =>
  isOnSide(context, tx, loaded, 'complainant', phone);

const isOnSide = async (
  context: Context,
  tx: Tx,
  { tenant, stream, state }: LoadedComplaint,
  of: Side,
  phone: string,
): Promise<boolean> => {
  const side = state.parties.filter(isOf(of));
  const digests = context.keyring.digests('phone', phone);
  const marked = await tx.maybe(
    `select 1 as marked from blind_index b join unnest($4::integer[], $5::bytea[]) u(version, digest)
        on b.version = u.version and b.digest = u.digest
      where b.tenant = $1 and b.stream = $2 and b.purpose = 'phone' and b.person = any ($3::uuid[]) limit 1`,
    [
      tenant,
      stream,
      side.map((party) => party.person),
      digests.map((one) => one.version),
      digests.map((one) => one.digest),
    ],
  );
  if (marked !== undefined) return true;
  const account = await context.people.consumers.accountOf(tx, phone);
  return account !== undefined && side.some((party) => party.account === account);
};

/** The number the register has for the operator, or one of somebody entered as acting for it. */
const isOperators = async (context: Context, tx: Tx, operator: string | undefined, phone: string): Promise<boolean> => {
  if (operator === undefined) return false;
  const registered = (await operatorFor(tx, operator))?.contactPhone;
  return (
    (registered != null && normalFor('phone', registered) === normalFor('phone', phone)) ||
    (await context.people.representations.actsFor(tx, phone, operator))
  );
};

const agentOfBothSides = (field: string): Refusal =>
  refuse('agent-of-both-sides', {
    status: 422,
    field,
    basis: [
      { text: 'order-121', article: '11' },
      { text: 'civil-code', article: '168(2)' },
    ],
  });

/**
 * Nobody acts for both sides of one dispute (Civil Code art. 168(2)); the same telephone is the same person. Asked of the
 * locked case: both sides may name somebody at the same moment.
 */
export const bothSidesObjection = async (
  context: Context,
  tx: Tx,
  loaded: LoadedComplaint,
  { side, phone, field }: { readonly side: Side; readonly phone: string; readonly field: string },
): Promise<Refusal | undefined> => {
  const other = side === 'respondent' ? 'complainant' : 'respondent';
  const isOthers =
    (await isOnSide(context, tx, loaded, other, phone)) ||
    (other === 'respondent' && (await isOperators(context, tx, loaded.state.respondent.operator, phone)));
  return isOthers ? agentOfBothSides(field) : undefined;
};

/** The same before there is a case: of the agent somebody files with. */
export const filedAgentObjection = async (
  context: Context,
  tx: Tx,
  phone: string,
  respondent: { readonly operator?: string | undefined; readonly phone?: string | undefined },
): Promise<Refusal | undefined> => {
  const isWritten =
    respondent.phone !== undefined && normalFor('phone', respondent.phone) === normalFor('phone', phone);
  return isWritten || (await isOperators(context, tx, respondent.operator, phone))
    ? agentOfBothSides('agent.phone')
    : undefined;
};

/** Told where the respondent names its agent, before the answer is sent. */
export const answeringAgentObjection = async (
  context: Context,
  tx: Tx,
  number: string,
  phone: string,
): Promise<Refusal | undefined> => {
  const loaded = await readComplaint(tx, context.vault, number);
  return loaded === undefined
    ? undefined
    : await bothSidesObjection(context, tx, loaded, { side: 'respondent', phone, field: 'phone' });
};

/** An officer must not send the code to the other side by copying the number from the wrong line. */
export const noticeNumberObjection = async (
  context: Context,
  tx: Tx,
  number: string,
  phone: string,
): Promise<Refusal | undefined> => {
  const loaded = await readComplaint(tx, context.vault, number);
  if (loaded === undefined) return undefined;
  return (await isOnComplainantsSide(context, tx, loaded, phone))
    ? refuse('number-of-the-complainant', {
        status: 422,
        field: 'phone',
        basis: [{ text: 'order-121', article: '18' }],
      })
    : undefined;
};

/**
 * The mobile number the respondent is told at: as an officer gave it, else as the register has it. What the complainant wrote is no
 * way to reach the other party; without a number of its own it gets a letter.
 */
export const numberForRespondent = async (
  context: Context,
  tx: Tx,
  loaded: LoadedComplaint,
  desk: Pick<PaperDesk, 'plain'>,
): Promise<{ readonly mobile: string; readonly via: NumberFrom } | undefined> => {
  const { operator } = loaded.state.respondent;
  const registered = operator === undefined ? undefined : await operatorFor(tx, operator);
  const given = desk.plain(loaded.state.respondentPhone ?? undefined);
  const written = given || registered?.contactPhone;
  const phone = written == null ? undefined : readPhone(written);
  if (phone?.kind !== 'mobile') return undefined;
  if (await isOnComplainantsSide(context, tx, loaded, phone.text)) return undefined;
  return { mobile: phone.text, via: given ? 'given' : 'register' };
};

/** The e-mail address an officer gave for the respondent; never one of the complainant's side. */
export const addressForRespondent = async (
  context: Context,
  tx: Tx,
  loaded: LoadedComplaint,
  desk: Pick<PaperDesk, 'plain'>,
): Promise<string | undefined> => {
  const address = readEmail(desk.plain(loaded.state.respondentEmail ?? undefined));
  return address === undefined || (await isAddressOfComplainants(context, tx, loaded, address)) ? undefined : address;
};

const isAddressOfComplainants = async (
  context: Context,
  tx: Tx,
  { tenant, stream, state }: LoadedComplaint,
  address: string,
): Promise<boolean> => {
  const sealed = state.parties.flatMap((party) =>
    isOf('respondent')(party) || party.fields.email === undefined ? [] : [party.fields.email.entry],
  );
  if (sealed.length === 0) return false;
  const opened = await context.vault.openEntries(tx, { tenant, stream }, sealed);
  const same = address.toLowerCase();
  return opened.some((one) => !('refusal' in one) && readEmail(String(one.value))?.toLowerCase() === same);
};

export const noticeAddressObjection = async (
  context: Context,
  tx: Tx,
  number: string,
  written: string,
): Promise<Refusal | undefined> => {
  const address = readEmail(written);
  if (address === undefined) return refuse('email-not-readable', { status: 422, field: 'email' });
  const loaded = await readComplaint(tx, context.vault, number);
  if (loaded === undefined || !(await isAddressOfComplainants(context, tx, loaded, address))) return undefined;
  return refuse('address-of-the-complainant', {
    status: 422,
    field: 'email',
    basis: [{ text: 'order-121', article: '18' }],
  });
};
