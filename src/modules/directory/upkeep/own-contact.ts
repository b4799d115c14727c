import type { Actor } from '#kernel/actor.ts';
import { maskOf } from '#kernel/mask.ts';
import { isPersonalNumber, shownCode } from '#kernel/personal-number.ts';
import { readPhone } from '#kernel/phone.ts';
import { type Refusal, refuse } from '#kernel/refusal.ts';
import { audit, platformTenant } from '#platform/audit.ts';
import type { Tx } from '#platform/db.ts';
import { versionFault } from '#platform/http/etag.ts';
import { keepRevision } from './revisions.ts';
import { refuseMoreLines, refuseNul } from './who.ts';

/** What the directory knows of how to reach an operator, for whoever acts for it. */
export type OwnContact = {
  readonly id: string;
  readonly name: string;
  readonly uscc: string | null;
  readonly address: string | null;
  readonly contactName: string | null;
  readonly contactPhone: string | null;
  /** A person's name and mobile number: masked until somebody opens them. */
  readonly masked: boolean;
  readonly version: number;
};

type Known = Omit<OwnContact, 'masked'>;
const columns = `id, name, uscc, coalesce(business_address, registered_address) as address, contact_name as "contactName",
  contact_phone as "contactPhone", version`;

/** Of the accounts and operators somebody may speak for, the operators. */
export const ownContacts = async (tx: Tx, { principals }: Actor): Promise<OwnContact[]> =>
  (
    await tx.rows<Known>(
      `select ${columns} from operator where id::text = any ($1::text[]) and same_as is null order by name, id`,
      [principals],
    )
  ).map(asShown);

/** A mobile number is somebody's own; a switchboard is the firm's, and so is whoever answers there. */
const isPersonsPhone = ({ contactPhone }: Known): boolean =>
  contactPhone !== null && ['mobile', 'foreign', 'unrecognised'].includes(readPhone(contactPhone).kind);

const isPersonal = (known: Known): boolean =>
  isPersonsPhone(known) || (known.uscc !== null && isPersonalNumber(known.uscc));

const asShown = (known: Known): OwnContact =>
  isPersonal(known)
    ? {
        ...known,
        uscc: shownCode(known.uscc),
        contactName: known.contactName === null ? null : maskOf('name', known.contactName),
        contactPhone: known.contactPhone === null ? null : maskOf('phone', known.contactPhone),
        masked: true,
      }
    : { ...known, masked: false };

const ownOperator = async (tx: Tx, { principals }: Actor, id: string, lock = ''): Promise<Known | Refusal> =>
  (principals.includes(id)
    ? await tx.maybe<Known>(`select ${columns} from operator where id::text = $1 and same_as is null ${lock}`, [id])
    : undefined) ?? refuse('operator-unknown', { status: 404 });

/** Opened in clear, which is on record. */
export const openOwnContact = async (tx: Tx, actor: Actor, id: string): Promise<OwnContact | Refusal> => {
  const known = await ownOperator(tx, actor, id);
  if ('refusal' in known) return known;
  await audit(tx, {
    tenant: platformTenant,
    account: actor.account,
    act: 'open-operator-contact',
    subject: `operator:${id}`,
  });
  return { ...known, masked: false };
};

export type ContactWish = { readonly contactName?: string; readonly contactPhone: string };

/** Put right by whoever acts for the operator; what it said before stays readable, with who changed it. */
export const correctOwnContact = async (
  tx: Tx,
  actor: Actor,
  {
    id,
    relied,
    at,
    reason,
  }: { readonly id: string; readonly relied: number; readonly at: Date; readonly reason: string },
  wish: ContactWish,
): Promise<{ version: number } | Refusal> => {
  const before = await ownOperator(tx, actor, id, 'for update');
  if ('refusal' in before) return before;
  const fault =
    versionFault(relied, before.version) ?? refuseNul(wish) ?? refuseMoreLines(wish, ['contactName', 'contactPhone']);
  if (fault !== undefined) return fault;
  const [whole] = await tx.rows<Record<string, unknown>>(
    `select id, kind, name, trade_name, uscc, registered_address, registered_region, business_address, business_region,
       contact_name, contact_phone, website, status, same_as, version from operator where id::text = $1`,
    [id],
  );
  const keeper = { actor, tenant: platformTenant, at };
  await keepRevision(tx, keeper, { kind: 'operator', subject: id, before: whole ?? before, reason });
  const name = wish.contactName?.trim() ?? '';
  await tx.run('update operator set contact_name = $2, contact_phone = $3, version = version + 1 where id::text = $1', [
    id,
    name === '' ? null : name,
    readPhone(wish.contactPhone).text,
  ]);
  await audit(tx, {
    tenant: platformTenant,
    account: actor.account,
    act: 'correct-operator-contact',
    subject: `operator:${id}`,
    detail: { version: before.version + 1 },
  });
  return { version: before.version + 1 };
};
