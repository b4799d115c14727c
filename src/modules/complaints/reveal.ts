import type { Static } from 'typebox';
import type { Actor } from '#kernel/actor.ts';
import { type Refusal, refuse } from '#kernel/refusal.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/db.ts';
import { eventsOf } from '#platform/events.ts';
import type { Complaint, PersonField, Sealed } from './complaint.ts';
import type { RevealBody } from './reveal-contract.ts';
import type { PaperServed } from './served.ts';
import { type LoadedComplaint, readComplaint } from './store.ts';
import { mayOpenValues } from './who-may-open.ts';

const fieldOf: Readonly<Record<string, PersonField>> = {
  name: 'name',
  phone: 'phone',
  idNumber: 'id-number',
  address: 'address',
  email: 'email',
  licence: 'licence',
};

/** Who took a paper at this step. */
const receiverAt = async (
  tx: Tx,
  { tenant, stream }: LoadedComplaint,
  version: number | undefined,
): Promise<Sealed | undefined> => {
  const step = (await eventsOf(tx, { tenant, stream })).find((one) => one.version === version);
  return step?.type === 'PaperDelivered' ? (step.payload as PaperServed).receiver : undefined;
};

/** A value of somebody, or the number somebody was tried by. */
const sealedFor = ({ person, field, version }: Static<typeof RevealBody>, state: Complaint): Sealed | undefined => {
  if (field === 'called') return state.called.find((one) => one.version === version)?.number;
  const name = fieldOf[field];
  const party = state.parties.find((one) => one.person === person);
  return name === undefined ? undefined : party?.fields[name];
};

/** Opens one masked value for an officer's eyes; the look and its reason are recorded in the same transaction. */
export const revealField = async (
  context: Context,
  tx: Tx,
  actor: Actor,
  number: string,
  wish: Static<typeof RevealBody>,
): Promise<string | Refusal> => {
  const loaded = await readComplaint(tx, context.vault, number);
  if (loaded === undefined) return refuse('complaint-not-found', { status: 404 });
  if (!mayOpenValues(actor, loaded.state))
    return refuse('not-permitted', { status: 403, basis: [{ text: 'pipl', article: '6' }] });
  const sealed = wish.field === 'receiver' ? await receiverAt(tx, loaded, wish.version) : sealedFor(wish, loaded.state);
  if (sealed === undefined) return refuse('value-never-given', { status: 404, field: 'field' });
  const opened = await context.vault.reveal(
    tx,
    actor,
    { tenant: loaded.tenant, stream: loaded.stream, entry: sealed.entry },
    wish.reason,
  );
  return 'refusal' in opened ? opened : String(opened.value);
};
