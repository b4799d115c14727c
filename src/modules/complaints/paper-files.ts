import { hash } from 'node:crypto';
import type { Actor } from '#kernel/actor.ts';
import { dayOf } from '#kernel/day.ts';
import { withCopy } from '#kernel/paper-name.ts';
import { isRefusal, type Refusal, refuse } from '#kernel/refusal.ts';
import type { Language } from '#kernel/translate.ts';
import { audit } from '#platform/audit.ts';
import { now } from '#platform/clock.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/db.ts';
import { type FileView, type OpenedFile, openFile } from '#platform/files/open-file.ts';
import type { Look } from '#platform/http/look.ts';
import { openedTextsOf } from '#platform/opened-values.ts';
import { madeOnce, Remembered } from '#platform/remembered.ts';
import { alongOf } from './along.ts';
import type { Party, PersonField } from './complaint.ts';
import { actOnComplaint, scopeOf } from './handle.ts';
import { keepMadeFile } from './made-files.ts';
import type { CanonicalPaper } from './papers/canonical-paper.ts';
import { copyForJoint } from './papers/copy-for-joint.ts';
import { type OwnParticulars, registrationFor } from './papers/registration-for.ts';
import { renderPaper } from './papers-render.ts';
import { showsContacts } from './papers-with-contacts.ts';
import { placesOf } from './permits.ts';
import { unitsFor } from './reference.ts';
import { readComplaint } from './store.ts';
import { partyOpening } from './telling.ts';
import { isPaperFor, readerOf } from './views/timeline.ts';

type PaperFiles = {
  readonly made_at: Date;
  readonly pdf_file: string | null;
  readonly signed_scan: string | null;
};

/** A paper this person may read, with what its file is made from. */
export type FoundPaper = {
  readonly tenant: string;
  readonly stream: string;
  readonly number: string;
  readonly n: number;
  readonly name: string;
  /** Under whose key it lies: its files go with the same erasure. */
  readonly person: string;
  readonly at: Date;
  /** As the file shows it: with the aid for who filed in English. */
  readonly canonical: CanonicalPaper;
  /** With the aid, for whoever reads in another language. */
  readonly aided: CanonicalPaper;
  /** The file that is served: the sealed scan, else the file made first. */
  readonly file: string | null;
  readonly madeFile: string | null;
  /** The party for which this is the first look at it. */
  readonly firstFor: 'complainant' | 'respondent' | undefined;
  /** Without what is another's own: printed anew, neither the file nor its scan. */
  readonly isCopy: boolean;
  /** Of a paper that named somebody who was erased since: no original, and nothing to seal or to prove. */
  readonly isLessened: boolean;
};

/** The bureau's own people read every paper, a party those addressed to it; whoever complains along form 1 of their own and a copy of others. */
export const findPaper = async (
  context: Context,
  tx: Tx,
  actor: Actor,
  number: string,
  n: number,
): Promise<FoundPaper | Refusal> => {
  const loaded = await readComplaint(tx, context.vault, number);
  if (loaded === undefined) return refuse('complaint-not-found', { status: 404 });
  const paper = loaded.state.papers.find((made) => made.n === n);
  if (paper === undefined) return refuse('no-such-paper', { status: 404, params: { paper: n } });
  const reader = readerOf(actor, placesOf(actor, loaded.state, loaded.tenant));
  if (!isPaperFor(paper, reader)) return refuse('paper-not-for-you', { status: 403 });
  const { tenant, stream } = loaded;
  const opened = await context.vault.openEntry(tx, { tenant, stream, entry: paper.data.entry });
  if ('refusal' in opened) return opened;
  const row = await tx.one<PaperFiles>(
    'select made_at, pdf_file, signed_scan from complaint_paper where tenant = $1 and stream = $2 and n = $3',
    [tenant, stream, n],
  );
  const along = paper.code === 'form-1' && reader !== 'staff' ? alongOf(actor, loaded.state) : undefined;
  const isCopy = along !== undefined || (reader === 'joint' && showsContacts(paper.code));
  const kept = JSON.parse(String(opened.value)) as CanonicalPaper;
  const texts = (language: Language) => context.texts(language);
  const aided =
    along !== undefined
      ? registrationFor(kept, await particularsOf(context, tx, loaded, along), texts)
      : isCopy
        ? copyForJoint(kept, texts)
        : kept;
  const canonical = loaded.state.language === 'en' ? aided : withoutAid(aided);
  return {
    tenant,
    stream,
    number,
    n,
    name: `${withCopy(canonical.title, paper, texts('zh-CN'))} ${paper.number ?? number}.pdf`,
    person: opened.person,
    at: row.made_at,
    canonical,
    aided,
    file: row.signed_scan ?? row.pdf_file,
    madeFile: row.pdf_file,
    firstFor: partyOpening(loaded.state, actor, n),
    isCopy,
    isLessened: paper.lessened === true,
  };
};

const particularsOf = async (
  context: Context,
  tx: Tx,
  { tenant, stream }: { readonly tenant: string; readonly stream: string },
  { fields }: Party,
): Promise<OwnParticulars> => {
  const entries = Object.values(fields).map(({ entry }) => entry);
  const opened = await context.vault.openEntries(tx, { tenant, stream }, entries);
  const values = openedTextsOf(opened);
  const given = (field: PersonField): string => values.get(fields[field]?.entry ?? '') ?? '';
  return {
    name: given('name'),
    phone: given('phone'),
    idKind: given('id-type'),
    idNumber: given('id-number'),
    address: given('address'),
  };
};

const withoutAid = ({ readingAid: _, ...paper }: CanonicalPaper): CanonicalPaper => paper;

/** `look`: to be seen when silent. */
type PaperView = Omit<FileView, 'variant'> & { readonly look?: Look };

/** What counts as served by being looked at is not handed to a program that looks ahead: it asks again when somebody wants to see it. */
const aheadOf = ({ firstFor }: FoundPaper, look: Look): Refusal | undefined =>
  firstFor !== undefined && look === 'ahead' ? refuse('paper-not-fetched-ahead', { status: 503 }) : undefined;

/** Opens a paper as a file. Made at the first open and frozen: the same bytes ever after. */
export const openPaper = async (
  context: Context,
  actor: Actor,
  number: string,
  n: number,
  { look = 'seen', range, ...view }: PaperView = {},
): Promise<OpenedFile | Refusal> => {
  const found = await context.database.transact(scopeOf(actor), (tx) => findPaper(context, tx, actor, number, n));
  if (isRefusal(found)) return found;
  if (found.isCopy) return refuse('paper-not-for-you', { status: 403 });
  const ahead = aheadOf(found, look);
  if (ahead !== undefined) return ahead;
  // Nobody is served by pieces: until its first look a party gets the whole.
  const piece = range === undefined || found.firstFor !== undefined ? {} : { range };
  const frozen = await freezePaper(context, actor, found);
  if (isRefusal(frozen)) return frozen;
  const opened = await context.database.transact(scopeOf(actor, [found.tenant]), async (tx) => {
    const again = found.file === null ? await findPaper(context, tx, actor, number, n) : found;
    if (isRefusal(again)) return again;
    if (again.file === null) return refuse('paper-being-made', { status: 503, params: { seconds: 2 } });
    await audit(tx, {
      tenant: found.tenant,
      account: actor.account,
      act: 'open-paper',
      subject: `stream:${found.stream}`,
      detail: { paper: n },
    });
    const ref = { tenant: found.tenant, stream: found.stream, file: again.file };
    return await openFile(context.files, tx, ref, { ...view, ...piece, variant: 'original' });
  });
  if (!isRefusal(opened) && look === 'seen') await noteOpening(context, actor, found);
  return opened;
};

/** Served by being opened: the first look of a party at its paper goes on file. */
const noteOpening = async (context: Context, actor: Actor, { tenant, number, n, firstFor }: FoundPaper) => {
  if (firstFor === undefined) return;
  const at = now();
  const done = await context.database.transact(scopeOf(actor, [tenant]), async (tx) =>
    actOnComplaint(context, tx, {
      number,
      tenant,
      actor,
      at,
      make: () => ({ act: 'note-opening', paper: n, to: firstFor }),
      units: await unitsFor(tx, tenant, dayOf(at)),
    }),
  );
  // Two looks at once are one.
  if (isRefusal(done) && done.refusal !== 'already-delivered') throw new Error(`an opening not noted: ${done.refusal}`);
};

/** The very file that is served, made where it was not yet, for sending it along or printing it. */
export const fileOfPaper = async (
  context: Context,
  actor: Actor,
  number: string,
  n: number,
): Promise<{ readonly name: string; readonly content: Buffer } | Refusal> => {
  const find = () => context.database.transact(scopeOf(actor), (tx) => findPaper(context, tx, actor, number, n));
  const found = await find();
  if (isRefusal(found)) return found;
  const frozen = await freezePaper(context, actor, found);
  if (frozen !== undefined) return frozen;
  const made = found.file === null ? await find() : found;
  if (isRefusal(made)) return made;
  if (made.file === null) return refuse('paper-being-made', { status: 503, params: { seconds: 2 } });
  const ref = { tenant: made.tenant, stream: made.stream, file: made.file };
  return await context.database.transact(scopeOf(actor, [made.tenant]), async (tx) => {
    const opened = await openFile(context.files, tx, ref, { variant: 'original' });
    if (isRefusal(opened)) return opened;
    const pieces: Buffer[] = [];
    for await (const piece of opened.body) pieces.push(Buffer.from(piece));
    return { name: made.name, content: Buffer.concat(pieces) };
  });
};

/** Whether this person reads a copy of it only, which is always printed. */
export const readsCopy = async (context: Context, actor: Actor, number: string, n: number): Promise<boolean> => {
  if (actor.kind === 'staff') return false;
  const found = await context.database.transact(scopeOf(actor), (tx) => findPaper(context, tx, actor, number, n));
  return !isRefusal(found) && found.isCopy;
};

export type Reading = { readonly large: boolean; readonly aid: boolean; readonly look?: Look };

/** The same paper for weak eyes or readers of English: printed anew each time, never kept, proved by the same hash of its data. */
export const readingPrint = async (
  context: Context,
  actor: Actor,
  number: string,
  n: number,
  { large, aid, look = 'seen' }: Reading,
): Promise<{ readonly pdf: Buffer; readonly name: string } | Refusal> => {
  const found = await context.database.transact(scopeOf(actor), (tx) => findPaper(context, tx, actor, number, n));
  if (isRefusal(found)) return found;
  const ahead = aheadOf(found, look);
  if (ahead !== undefined) return ahead;
  const paper = aid ? found.aided : found.canonical;
  const pdf = await printOnce(paper, found.at, large);
  if (look === 'seen') await noteOpening(context, actor, found);
  return { pdf, name: found.name };
};

const prints = new Remembered<Promise<Buffer>>(600_000, 50);

/** Typesetting costs a second: the same print asked for again within ten minutes is the same bytes. */
const printOnce = (paper: CanonicalPaper, at: Date, large: boolean): Promise<Buffer> =>
  madeOnce(prints, hash('sha256', JSON.stringify([paper, at, large])), () => renderPaper(paper, { at, large }));

/** Makes the file unless it is there. Typesetting takes its time, so no transaction is open meanwhile. */
export const freezePaper = async (context: Context, actor: Actor, found: FoundPaper): Promise<Refusal | undefined> => {
  if (found.madeFile !== null) return undefined;
  const { tenant, stream, number, n, name, person } = found;
  const pdf = await renderPaper(found.canonical, { at: found.at });
  const made = { tenant, stream, person, purpose: 'paper', name, pdf } as const;
  const kept = await keepMadeFile(context, scopeOf(actor), made, async (tx, file, sha256) => {
    // An erasure locks the paper too: what it took out meanwhile stands in no file made from before.
    await tx.run('select 1 from complaint_paper where tenant = $1 and stream = $2 and n = $3 for update', [
      ...[tenant, stream, n],
    ]);
    const current = await findPaper(context, tx, actor, number, n);
    if (isRefusal(current)) return current;
    if (JSON.stringify(current.canonical) !== JSON.stringify(found.canonical)) return false;
    const isFirst = await tx.run(
      `update complaint_paper set pdf_file = $4, pdf_hash = $5
        where tenant = $1 and stream = $2 and n = $3 and pdf_file is null`,
      [tenant, stream, n, file, sha256],
    );
    if (isFirst !== 1) return false;
    // The hash by which the original is known stays.
    if (found.isLessened) return true;
    await tx.run(
      `update paper_proof set pdf_hash = $4 where tenant = $1 and data_hash =
         (select data_hash from complaint_paper where tenant = $1 and stream = $2 and n = $3)`,
      [tenant, stream, n, sha256],
    );
    return true;
  });
  return isRefusal(kept) ? kept : undefined;
};
