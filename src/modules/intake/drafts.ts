import { createHash, createHmac } from 'node:crypto';
import { compareDays, type Day, dayOf } from '#kernel/day.ts';
import { lastDayOf } from '#kernel/rule.ts';
import { platformTenant } from '#platform/audit.ts';
import type { Context } from '#platform/context.ts';
import type { Keyring } from '#platform/crypto/keyring.ts';
import { openBytes, place, sealBytes } from '#platform/crypto/sealing.ts';
import { nobody, type Scope, type Tx } from '#platform/db.ts';
import { dropDraftFiles } from '#platform/files/list-files.ts';
import { chance, newId } from '#platform/ids.ts';

/** A filing not made yet: what was typed, step by step, as it was typed. */
export type DraftForm = Readonly<Record<string, string | readonly string[] | undefined>>;
export type Draft = {
  readonly draft: string;
  /** What a person types to go on elsewhere; of no use without a code to the phone. */
  readonly resumeNumber: string;
  /** Of whom it was begun while signed in: nobody else at the same browser sees it. */
  readonly account: string | null;
  readonly version: number;
  readonly steps: Readonly<Record<string, DraftForm>>;
  /** Once filed: what the receipt page shows again. */
  readonly filed: unknown;
  readonly expiresOn: Day;
  /** Saved under a telephone: with the number and a code it opens elsewhere. */
  readonly tied: boolean;
};

const alphabet = '23456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Last day of a draft touched now. */
const keptUntil = (context: Context, at: Date): Day => lastDayOf(context.law().rulebook, 'DRF-01', dayOf(at));

export const draftAccount = (draft: string): string => `draft:${draft}`;
export const draftOnly = (draft: string): Scope => ({ ...nobody, account: draftAccount(draft) });

const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest();
const placeOf = (draft: string, part: string): Buffer => place('filing-draft', draft, part);

const seal = async (context: Context, tx: Tx, draft: string, part: string, value: unknown): Promise<Buffer> => {
  await context.people.keys.load(platformTenant, tx);
  return sealBytes(
    context.people.keys.newest(platformTenant).key,
    Buffer.from(JSON.stringify(value), 'utf8'),
    placeOf(draft, part),
  );
};

const unseal = async (context: Context, tx: Tx, draft: string, part: string, sealed: Buffer): Promise<unknown> => {
  await context.people.keys.load(platformTenant, tx);
  return JSON.parse(
    openBytes(context.people.keys.newest(platformTenant).key, sealed, placeOf(draft, part)).toString('utf8'),
  );
};

/** A new draft and its token, which only the person's browser keeps. Leaves the transaction in the draft's scope. */
export const beginDraft = async (
  context: Context,
  tx: Tx,
  at: Date,
  account: string | undefined,
): Promise<{ draft: Draft; token: string }> => {
  const draft = newId();
  const token = chance(32).toString('base64url');
  const resumeNumber = [...chance(8)].map((byte) => alphabet[byte % alphabet.length]).join('');
  const expiresOn = keptUntil(context, at);
  await tx.rescope(draftOnly(draft));
  await tx.run(
    `insert into filing_draft (draft, token_hash, resume_number, account, version, sealed, made_at, changed_at, expires_on)
     values ($1, $2, $3, $4, 1, $5, $6, $6, $7)`,
    [draft, hashOf(token), resumeNumber, account ?? null, await seal(context, tx, draft, 'steps', {}), at, expiresOn],
  );
  const begun = { draft, resumeNumber, account: account ?? null, version: 1, steps: {}, filed: null, expiresOn };
  return { draft: { ...begun, tied: false }, token };
};

/** The draft of a token, locked for the rest of the transaction when it is about to change; undefined when gone. */
export const draftOfToken = async (context: Context, tx: Tx, token: string): Promise<Draft | undefined> => {
  const [found] = await tx.rows<{ draft: string | null }>('select draft_of_token($1) as draft', [hashOf(token)]);
  return found?.draft == null ? undefined : await readDraft(context, tx, found.draft);
};

/**
 * Whether a draft was begun when its token still lay under a name that other hosts can set, and no longer ago than a draft is kept
 * untouched: whoever keeps one alive by changing it could else plant it for ever (decision 0079).
 */
export const wasKeptBefore = async (context: Context, tx: Tx, token: string, at: Date): Promise<boolean> => {
  const [found] = await tx.rows<{ draft: string | null }>('select draft_of_token($1) as draft', [hashOf(token)]);
  if (found?.draft == null) return false;
  await tx.rescope(draftOnly(found.draft));
  const row = await tx.maybe<{ before: boolean; made: Date }>(
    'select under_old_name as before, made_at as made from filing_draft where draft = $1',
    [found.draft],
  );
  return row?.before === true && compareDays(dayOf(at), keptUntil(context, row.made)) <= 0;
};

/** The draft that a number and a phone name; the caller has made sure that the phone is the asker's. */
export const draftOfNumber = async (
  context: Context,
  tx: Tx,
  number: string,
  phone: string,
): Promise<Draft | undefined> => {
  const tidy = number
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^0-9A-Z]/gu, '');
  for (const { version, digest } of context.keyring.digests('phone', phone)) {
    const [found] = await tx.rows<{ draft: string | null }>('select draft_of_number($1, $2, $3) as draft', [
      tidy,
      version,
      digest,
    ]);
    if (found?.draft != null) return await readDraft(context, tx, found.draft);
  }
  return undefined;
};

type Row = {
  resume_number: string;
  account: string | null;
  version: number;
  sealed: Buffer;
  filed_sealed: Buffer | null;
  expires_on: Day;
  tied: boolean;
};

const readDraft = async (context: Context, tx: Tx, draft: string): Promise<Draft | undefined> => {
  await tx.rescope(draftOnly(draft));
  const row = await tx.maybe<Row>(
    `select resume_number, account, version, sealed, filed_sealed, expires_on, phone_digest is not null as tied
       from filing_draft where draft = $1 for update`,
    [draft],
  );
  if (row === undefined) return undefined;
  return {
    draft,
    resumeNumber: row.resume_number,
    account: row.account,
    version: row.version,
    steps: (await unseal(context, tx, draft, 'steps', row.sealed)) as Draft['steps'],
    filed: row.filed_sealed === null ? null : await unseal(context, tx, draft, 'filed', row.filed_sealed),
    expiresOn: row.expires_on,
    tied: row.tied,
  };
};

/** Keeps what was typed at one step; later steps stay as they are. */
export const keepStep = async (
  context: Context,
  tx: Tx,
  draft: Draft,
  step: string,
  form: DraftForm,
  at: Date,
): Promise<Draft> => {
  const steps = { ...draft.steps, [step]: form };
  await tx.run(
    'update filing_draft set version = version + 1, sealed = $2, changed_at = $3, expires_on = $4 where draft = $1',
    [draft.draft, await seal(context, tx, draft.draft, 'steps', steps), at, keptUntil(context, at)],
  );
  return { ...draft, steps, version: draft.version + 1 };
};

/** The phone that may open this draft on another device. */
export const tieToPhone = async (context: Context, tx: Tx, draft: Draft, phone: string): Promise<void> => {
  const { version, digest } = context.keyring.digest('phone', phone);
  await tx.run('update filing_draft set phone_version = $2, phone_digest = $3 where draft = $1', [
    draft.draft,
    version,
    digest,
  ]);
};

/**
 * After a new version of the phone's index key: which phone opened a draft elsewhere stands nowhere but in its mark, so
 * marks of before are dropped, and the person ties the draft anew. Needs the owner's login; resolves to how many.
 */
export const untieDrafts = (tx: Tx, keyring: Keyring): Promise<number> =>
  tx.run('update filing_draft set phone_version = null, phone_digest = null where phone_version < $1', [
    keyring.digest('phone', '').version,
  ]);

/**
 * A new token for the same draft, given out after the phone was proved; the old browser's ends. It is theirs who proved it, signed
 * in or not.
 */
export const newTokenFor = async (tx: Tx, draft: Draft, account?: string): Promise<string> => {
  const token = chance(32).toString('base64url');
  await tx.run('update filing_draft set token_hash = $2, account = $3, under_old_name = false where draft = $1', [
    draft.draft,
    hashOf(token),
    account ?? null,
  ]);
  return token;
};

/** From now on of this account alone; its token stays, an answer lost on its way loses no draft. */
export const takeOver = async (tx: Tx, draft: Draft, account: string): Promise<Draft> => {
  await tx.run('update filing_draft set account = $2 where draft = $1', [draft.draft, account]);
  return { ...draft, account };
};

/**
 * Filed: the answers go, what the receipt shows stays until the draft expires; where a moment is named, no longer than
 * its day, and no telephone opens it any more.
 */
export const closeDraft = async (
  context: Context,
  tx: Tx,
  draft: Draft,
  filed: unknown,
  at: Date,
  shownUntil?: Date,
): Promise<void> => {
  await tx.rescope(draftOnly(draft.draft));
  await tx.run('update filing_draft set sealed = $2, filed_sealed = $3, changed_at = $4 where draft = $1', [
    draft.draft,
    await seal(context, tx, draft.draft, 'steps', {}),
    await seal(context, tx, draft.draft, 'filed', filed),
    at,
  ]);
  if (shownUntil === undefined) return;
  await tx.run('update filing_draft set expires_on = $2, phone_version = null, phone_digest = null where draft = $1', [
    draft.draft,
    dayOf(shownUntil),
  ]);
};

/**
 * Where a draft's evidence lies once more for the report made from it beside a complaint: nobody without the key file
 * can tell which draft a copy came from.
 */
export const copyOfDraft = ({ keyring }: Context, draft: string): string =>
  createHmac('sha256', keyring.derived('report-files'))
    .update(draft)
    .digest('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/u, '$1-$2-$3-$4-$5');

/** Nothing of it is left: what was typed, what was handed in to it, and copies made of that. */
export const discardDraft = async (context: Context, tx: Tx, draft: string): Promise<void> => {
  const copy = copyOfDraft(context, draft);
  await tx.rescope(draftOnly(copy));
  await dropDraftFiles(context.files, tx, { draft: copy });
  await tx.rescope(draftOnly(draft));
  await dropDraftFiles(context.files, tx, { draft });
  await tx.run('delete from filing_draft where draft = $1', [draft]);
};

/** Drops drafts past their thirty days with the files handed in to them; returns how many went. */
export const dropExpiredDrafts = async (context: Context, at: Date): Promise<number> => {
  const today = dayOf(at);
  let dropped = 0;
  for (;;) {
    const expired = await context.database.transact(nobody, (tx) =>
      tx.rows<{ draft: string }>('select draft from expired_drafts($1, 200) draft', [today]),
    );
    for (const { draft } of expired) {
      await context.database.transact(draftOnly(draft), (tx) => discardDraft(context, tx, draft));
      dropped += 1;
    }
    if (expired.length < 200) return dropped;
  }
};
