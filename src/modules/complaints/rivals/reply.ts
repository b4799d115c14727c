import type { Actor } from '#kernel/actor.ts';
import { isRefusal, type Refusal, refuse } from '#kernel/refusal.ts';
import { audit } from '#platform/audit.ts';
import { now } from '#platform/clock.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/db.ts';
import { newId } from '#platform/ids.ts';
import { enqueue } from '#platform/jobs.ts';
import { type ActRequest, actOnComplaint } from '../handle.ts';
import { scopeOf } from '../scope.ts';
import { actorIn, basis, type LetterRow, type LetterText, layDown, letterColumns, readLetter } from './letters.ts';

/** A letter that waits for this official's word, locked; else why there is nothing to say to it. */
export const lockAsked = async (
  tx: Tx,
  id: string,
  kind: 'question' | 'request',
  isAllowed: boolean,
): Promise<LetterRow | Refusal> => {
  const row = await tx.maybe<LetterRow>(
    `select ${letterColumns} from competence_letter where competence_letter = $1 and kind = $2 for update`,
    [id, kind],
  );
  if (row === undefined) return refuse('competence-question-not-found', { status: 404, basis: [...basis] });
  if (!isAllowed) return refuse('not-permitted', { status: 403, basis: [...basis] });
  return row.ended_at === null ? row : refuse('competence-question-ended', { basis: [...basis] });
};

type Reply = {
  readonly kind: 'answer' | 'decision';
  /** What was said, as it stands with the letter that asked and goes with the one that replies. */
  readonly said: { readonly takes: boolean } | { readonly competent: string };
  readonly act: string;
  readonly text: Omit<LetterText, 'dispute'>;
  readonly job: Parameters<typeof enqueue>[1];
};

/** The letter is ended and the reply lies with whoever asked, in the same transaction. */
export const reply = async (
  context: Context,
  tx: Tx,
  actor: Actor,
  row: LetterRow,
  { kind, said, act, text, job }: Reply,
): Promise<void> => {
  const at = now();
  const { dispute } = (await readLetter(context, tx, row)) ?? {};
  const { takes = null, competent = null } = said as { takes?: boolean; competent?: string };
  await tx.run(
    `update competence_letter set takes = $3, competent = $4, ended_at = $5, ended_by = $6, sealed = null
      where tenant = $1 and competence_letter = $2`,
    [row.tenant, row.id, takes, competent, at, actor.account],
  );
  await audit(tx, {
    tenant: row.tenant,
    account: actor.account,
    act,
    subject: `letter:${row.id}`,
    detail: { number: row.number, ...said },
  });
  const letter = newId();
  await tx.rescope(scopeOf(actor, [row.tenant, row.from_tenant]));
  await layDown(context, tx, {
    tenant: row.from_tenant,
    id: letter,
    bureau: row.from_bureau,
    kind,
    number: row.number,
    fromTenant: row.tenant,
    fromBureau: row.bureau,
    arisenOn: row.arisen_on,
    ...said,
    text: { ...text, ...(dispute === undefined ? {} : { dispute }) },
    at,
  });
  await enqueue(tx, job, { letter }, { tenant: row.from_tenant, key: `${job.name}:${letter}` });
};

type Taken = Pick<ActRequest, 'make' | 'units' | 'namedUnit'>;

/** The reply is put on the case and the letter ended in one commit: run twice, it is on file once. */
export const takeReply = async (
  context: Context,
  { tenant, letter, kind }: { readonly tenant: string; readonly letter: string; readonly kind: Reply['kind'] },
  actFor: (tx: Tx, row: LetterRow, text: LetterText, at: Date) => Promise<Taken>,
): Promise<boolean> => {
  const actor = await actorIn(context, tenant);
  return await context.database.transact(scopeOf(actor), async (tx) => {
    const row = await tx.maybe<LetterRow>(
      `select ${letterColumns} from competence_letter
        where tenant = $1 and competence_letter = $2 and kind = $3 and ended_at is null for update`,
      [tenant, letter, kind],
    );
    if (row === undefined) return false;
    const text = await readLetter(context, tx, row);
    if (text === undefined) throw new Error(`a waiting ${kind} without its words: ${letter}`);
    const at = now();
    const taken = await actFor(tx, row, text, at);
    // Before the act, which may leave the bureau this letter lies with.
    await tx.run(
      `update competence_letter set ended_at = $3, ended_by = $4, sealed = null
        where tenant = $1 and competence_letter = $2`,
      [tenant, letter, at, actor.account],
    );
    const done = await actOnComplaint(context, tx, { number: row.number, tenant, actor, at, ...taken });
    // A dispute that ended meanwhile waits for no word any more.
    if (isRefusal(done) && done.refusal !== 'not-in-this-state') throw new Error(done.refusal);
    return true;
  });
};
