import type { Actor } from '#kernel/actor.ts';
import { type Day, dayOf } from '#kernel/day.ts';
import { longDay } from '#kernel/day-text.ts';
import { isRefusal, type Refusal, refuse } from '#kernel/refusal.ts';
import type { Translate } from '#kernel/translate.ts';
import { audit } from '#platform/audit.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/db.ts';
import { typeset } from '#platform/documents/typesetter.ts';
import { newId } from '#platform/ids.ts';
import { letterFile } from './letters.ts';
import { scopeOf } from './scope.ts';

const GOOD_FOR_MINUTES = 10;
export const fetchableUntil = (at: Date): Date => new Date(at.getTime() + GOOD_FOR_MINUTES * 60_000);
const fetchableSince = (at: Date): Date => new Date(at.getTime() - GOOD_FOR_MINUTES * 60_000);

/** A letter ready for its envelope. */
export type Letter = {
  readonly sender: { readonly name: string; readonly phone: string };
  readonly addressee: { readonly name: string; readonly address: string };
  readonly title: string;
  readonly paperNumber: string | null;
  /** Of the case or question it belongs to; a request about own data has none. */
  readonly number?: string;
  /** Number and day of the earlier notice that holds no more. */
  readonly replaces?: { readonly number: string; readonly on: Day };
  readonly large: boolean;
  readonly pdf: Buffer;
};

/** Many letters as one file to print, each behind the page for its envelope. */
export const bindLetters = async (
  context: Context,
  letters: readonly Letter[],
  { duplex, at }: { readonly duplex: boolean; readonly at: Date },
): Promise<{ readonly pdf: Buffer; readonly name: string }> => {
  const t = context.texts('zh-CN');
  const title = t('papers:letters.title', { day: longDay(dayOf(at), t), count: letters.length });
  const faces = await typeset(
    'modules/complaints/papers/letter-cover.typ',
    { title, pages: letters.map((letter) => faceOf(letter, t)) },
    { at, lang: 'zh' },
  );
  const parts = letters.map(({ pdf }, face) => ({ face, pdf }));
  // What binds files is loaded with the first print.
  const { joinPdfs } = await import('#platform/documents/join-pdfs.ts');
  return { pdf: await joinPdfs({ title, at, faces, parts, duplex }), name: title };
};

const faceOf = ({ sender, addressee, title, paperNumber, number, replaces, large }: Letter, t: Translate) => ({
  sender: [sender.name, sender.phone].filter((line) => line !== ''),
  address: addressee.address,
  name: addressee.name,
  closing: t('papers:letters.closing'),
  large,
  lines: [
    { label: t('papers:letters.paper'), value: `${title} ${paperNumber ?? ''}`.trim() },
    ...(number === undefined ? [] : [{ label: t('papers:letters.case'), value: number }]),
    ...(replaces === undefined
      ? []
      : [
          {
            label: t('papers:letters.note'),
            value: t('papers:letters.replaces', { number: replaces.number, day: longDay(replaces.on, t) }),
          },
        ]),
  ],
});

/** What is printed beside the tray of the cases: an answer to a question, or to a request about own data. */
export type Printed = { readonly tenant: string; readonly subject: string; readonly paper: number };
export type PrintWish = { readonly reason: string; readonly duplex: boolean; readonly again: boolean };

/**
 * The reason is given once and written down for every letter; these lines are the permit to fetch the file for ten minutes.
 * What was printed before is asked about first.
 */
export const orderBeside = async (
  tx: Tx,
  actor: Actor,
  letters: readonly Printed[],
  { reason, duplex, again }: PrintWish,
): Promise<{ readonly batch: string | null } | Refusal> => {
  if (reason.trim().length < 2) return refuse('reason-missing', { status: 422, field: 'reason' });
  const before = await printedBefore(tx, letters);
  if (before > 0 && !again) return refuse('printed-before', { status: 409, params: { letters: before } });
  if (letters.length === 0) return { batch: null };
  const batch = newId();
  for (const [place, { tenant, subject, paper }] of letters.entries())
    await audit(tx, {
      tenant,
      account: actor.account,
      act: 'print-letter',
      subject,
      reason: reason.trim(),
      detail: { batch, paper, place, duplex },
    });
  return { batch };
};

const printedBefore = async (tx: Tx, letters: readonly Printed[]): Promise<number> => {
  const { count } = await tx.one<{ count: number }>(
    `select count(*)::int as count from unnest($1::text[], $2::text[], $3::text[]) l(tenant, subject, paper)
      where exists (select 1 from audit_line a where a.tenant = l.tenant and a.subject = l.subject
        and a.act = 'print-letter' and a.detail ->> 'paper' = l.paper)`,
    [letters.map((one) => one.tenant), letters.map((one) => one.subject), letters.map((one) => `${one.paper}`)],
  );
  return count;
};

/** The letters of one print in their order; only for who ordered it, for ten minutes. */
const orderedBeside = async (
  tx: Tx,
  actor: Actor,
  batch: string,
  at: Date,
): Promise<{ readonly letters: readonly Omit<Printed, 'tenant'>[]; readonly duplex: boolean } | Refusal> => {
  const rows = await tx.rows<{ subject: string; paper: number; duplex: boolean }>(
    `select subject, (detail ->> 'paper')::int as paper, (detail ->> 'duplex')::boolean as duplex from audit_line
      where tenant = any ($1::text[]) and at > $2 and account = $3 and act = 'print-letter' and detail ->> 'batch' = $4
      order by (detail ->> 'place')::int`,
    [actor.tenants, fetchableSince(at), actor.account, batch],
  );
  return rows.length === 0
    ? refuse('printing-needs-a-reason', { status: 403, basis: [{ text: 'pipl', article: '6' }] })
    : { letters: rows, duplex: rows.some(({ duplex }) => duplex) };
};

/** One of the letters, found again: what it says and when it was made. */
export type FoundLetter = Omit<Letter, 'pdf'> & { readonly canonical: string; readonly madeAt: Date };

/** The file of one print, for who ordered it; `letterIn` finds nothing where a letter left another way meanwhile. */
export const besideFile = async (
  context: Context,
  actor: Actor,
  { batch, at }: { readonly batch: string; readonly at: Date },
  letterIn: (tx: Tx, printed: Omit<Printed, 'tenant'>) => Promise<readonly FoundLetter[]>,
): Promise<{ readonly pdf: Buffer; readonly name: string } | Refusal> => {
  const ordered = await context.database.transact(scopeOf(actor), async (tx) => {
    const asked = await orderedBeside(tx, actor, batch, at);
    if (isRefusal(asked)) return asked;
    const found: FoundLetter[] = [];
    for (const printed of asked.letters) found.push(...(await letterIn(tx, printed)));
    return { found, duplex: asked.duplex };
  });
  if (isRefusal(ordered)) return ordered;
  const letters: Letter[] = [];
  for (const { canonical, madeAt, ...letter } of ordered.found)
    letters.push({ ...letter, pdf: await letterFile(canonical, madeAt, letter.large) });
  return await bindLetters(context, letters, { duplex: ordered.duplex, at });
};
