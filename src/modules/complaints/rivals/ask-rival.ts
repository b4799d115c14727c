import type { Actor } from '#kernel/actor.ts';
import { type Day, dayOf } from '#kernel/day.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/db.ts';
import { eventsOf } from '#platform/events.ts';
import { newId } from '#platform/ids.ts';
import { enqueue } from '#platform/jobs.ts';
import { openedTextsOf } from '#platform/opened-values.ts';
import type { Facts } from '../commands.ts';
import type { Complaint, ComplaintEvent, Sealed } from '../complaint.ts';
import { operatorFor, problemName, unitFor } from '../reference.ts';
import { scopeOf } from '../scope.ts';
import type { LoadedComplaint } from '../store.ts';
import { type LetterText, layDown } from './letters.ts';
import { endQuestionJob } from './rival-jobs.ts';

type Act = {
  readonly loaded: LoadedComplaint;
  /** After the act. */
  readonly state: Complaint;
  readonly actor: Actor;
  readonly events: readonly ComplaintEvent[];
  readonly named: Facts['namedUnit'];
  /** The other party of the dispute that ran before the act. */
  readonly rival: Facts['namedUnit'];
  readonly at: Date;
  readonly plain: (sealed: Sealed) => string | undefined;
};

/**
 * The other bureau of a dispute is asked in the very act, where it works here: what it must know to say whether it is competent,
 * nothing of the complainant. Whatever ends the dispute, agreed, decided, taken over or withdrawn: nobody waits for its answer.
 */
export const askRival = async (context: Context, tx: Tx, act: Act): Promise<void> => {
  const { loaded, at } = act;
  if (isBack(act)) return await askAgain(context, tx, act);
  await askSuperior(context, tx, act);
  const isOver = loaded.state.phase === 'competence-dispute' && act.state.phase !== 'competence-dispute';
  if (isOver && act.rival?.tenant !== undefined && act.rival.kind === 'bureau') {
    const ended = { number: loaded.state.number, askedUntil: at.toISOString() };
    await enqueue(tx, endQuestionJob, ended, { tenant: act.rival.tenant });
  }
  const disputed = act.events.find((event) => event.type === 'CompetenceDisputed');
  if (disputed !== undefined && disputed.payload.rival === act.named?.id)
    await ask(context, tx, act, act.named, disputed.payload);
};

/** What had ended the dispute fell: it stands where it stood, and whoever was told that nobody waits any more is asked anew. */
const isBack = ({ loaded, state }: Act): boolean =>
  loaded.state.phase !== 'competence-dispute' &&
  state.phase === 'competence-dispute' &&
  loaded.state.dispute !== null &&
  state.dispute?.begun === loaded.state.dispute.begun;

const askAgain = async (context: Context, tx: Tx, act: Act): Promise<void> => {
  const { loaded, state, rival } = act;
  const said = await saidInDispute(context, tx, loaded);
  const again = { ...act, plain: (sealed: Sealed) => said.get(sealed.entry) };
  const { dispute } = state;
  for (const event of said.events) {
    if (event.type === 'SuperiorAsked') await askSuperior(context, tx, { ...again, events: [event] });
    else if (rival !== undefined && dispute?.rival === rival.id && dispute.answer === null)
      await ask(context, tx, again, rival, { ...event.payload, on: dispute.since });
  }
};

type Asking = Extract<ComplaintEvent, { type: 'CompetenceDisputed' | 'SuperiorAsked' }>;

/** What this dispute asked, the last of each kind, with the words it asked in. */
const saidInDispute = async (
  context: Context,
  tx: Tx,
  { tenant, stream, state }: LoadedComplaint,
): Promise<{ readonly events: readonly Asking[]; get(entry: string): string | undefined }> => {
  const begun = state.dispute?.begun ?? 0;
  const asked = (await eventsOf(tx, { tenant, stream })).flatMap(({ version, type, payload }) => {
    const isAsking = type === 'CompetenceDisputed' || type === 'SuperiorAsked';
    return isAsking && version >= begun ? [{ type, payload } as Asking] : [];
  });
  const last = [...new Map(asked.map((event) => [event.type, event])).values()];
  const opened = await context.vault.openEntries(
    tx,
    { tenant, stream },
    last.map(({ payload }) => payload.reasons.entry),
  );
  const words = openedTextsOf(opened);
  return { events: last, get: (entry) => words.get(entry) };
};

/** A superior under another authority of the instance has no list with the case on it: the request lies on its desk. */
const askSuperior = async (context: Context, tx: Tx, act: Act): Promise<void> => {
  const { loaded, state, at } = act;
  const today = dayOf(at);
  const elsewhere = async (id: string | null | undefined) => {
    const unit = id == null || id === '' ? undefined : await unitFor(tx, id, today);
    return unit?.tenant === loaded.tenant ? undefined : unit;
  };
  const before = loaded.state.dispute;
  const asked = act.events.find((event) => event.type === 'SuperiorAsked');
  const superior = await elsewhere(asked?.payload.superior ?? before?.asked);
  if (superior === undefined) return;
  if (asked === undefined) {
    if (loaded.state.phase !== 'competence-dispute' || state.phase === 'competence-dispute') return;
    const ended = { number: loaded.state.number, askedUntil: at.toISOString() };
    return await enqueue(tx, endQuestionJob, ended, { tenant: superior.tenant });
  }
  const rival = state.dispute?.rival ?? undefined;
  const named = rival === undefined ? undefined : ((await unitFor(tx, rival, today))?.name ?? rival);
  await lay(context, tx, act, superior, {
    kind: 'request',
    arisenOn: state.dispute?.since ?? asked.payload.on,
    reasons: asked.payload.reasons,
    more: named === undefined ? {} : { rival: named },
  });
};

type Disputed = Extract<ComplaintEvent, { type: 'CompetenceDisputed' }>['payload'];

const ask = async (
  context: Context,
  tx: Tx,
  act: Act,
  asked: NonNullable<Facts['namedUnit']>,
  { on, reasons }: Disputed,
): Promise<void> => {
  const { id, tenant, kind } = asked;
  if (tenant === undefined || kind !== 'bureau') return;
  await lay(context, tx, act, { id, tenant }, { kind: 'question', arisenOn: on, reasons });
};

type Said = {
  readonly kind: 'question' | 'request';
  readonly arisenOn: Day;
  readonly reasons: Sealed;
  readonly more?: Pick<LetterText, 'rival'>;
};

/** Only for the letter does the act write under the authority of whoever is asked. */
const lay = async (
  context: Context,
  tx: Tx,
  act: Act,
  to: { readonly id: string; readonly tenant: string },
  { kind, arisenOn, reasons, more }: Said,
): Promise<void> => {
  const { loaded, actor, at } = act;
  const { tenant, state } = loaded;
  const text = { ...(await textOf(context, tx, act, reasons)), ...more, dispute: act.state.dispute?.begun ?? 0 };
  await tx.rescope(scopeOf(actor, [tenant, to.tenant]));
  await layDown(context, tx, {
    tenant: to.tenant,
    id: newId(),
    bureau: to.id,
    kind,
    number: state.number,
    fromTenant: tenant,
    fromBureau: state.bureau,
    arisenOn,
    text,
    at,
  });
  await tx.rescope(scopeOf(actor, [tenant]));
};

const textOf = async (
  context: Context,
  tx: Tx,
  { loaded: { tenant, stream, state }, plain }: Act,
  reasons: Sealed,
): Promise<LetterText> => {
  const { fields = {} } = state.parties.find(({ kind }) => kind === 'respondent') ?? {};
  const entries = [fields.name, fields.address].flatMap((one) => (one === undefined ? [] : [one.entry]));
  const opened = await context.vault.openEntries(tx, { tenant, stream }, entries);
  const values = openedTextsOf(opened);
  const { operator } = state.respondent;
  const registered = operator === undefined ? undefined : await operatorFor(tx, operator);
  const respondent = registered?.name ?? values.get(fields.name?.entry ?? '');
  const address = registered?.address ?? values.get(fields.address?.entry ?? '');
  const problem = await problemName(tx, state.problemCode);
  return {
    reasons: plain(reasons) ?? '',
    ...(respondent === undefined ? {} : { respondent }),
    ...(address == null ? {} : { address }),
    ...(problem === undefined ? {} : { problem }),
  };
};
