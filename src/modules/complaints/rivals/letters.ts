import type { Actor, Role } from '#kernel/actor.ts';
import { systemActors } from '#modules/directory/facade.ts';
import type { Context } from '#platform/context.ts';
import { openBytes, place, sealBytes } from '#platform/crypto/sealing.ts';
import type { Tx } from '#platform/db.ts';

/** What a letter says, sealed for its reader. */
export type LetterText = {
  readonly reasons: string;
  readonly respondent?: string;
  readonly address?: string;
  readonly problem?: string;
  /** The other bureau of the dispute, as a superior reads it. */
  readonly rival?: string;
  /** Number of the superior's written decision. */
  readonly document?: string;
  /** The version of the case at which the dispute began; an answer gives it back. */
  readonly dispute?: number;
};

export type NewLetter = {
  readonly tenant: string;
  readonly id: string;
  readonly bureau: string;
  readonly kind: 'question' | 'answer' | 'request' | 'decision';
  readonly number: string;
  readonly fromTenant: string;
  readonly fromBureau: string;
  readonly arisenOn: string;
  readonly takes?: boolean;
  /** Whom a decision names. */
  readonly competent?: string;
  readonly text: LetterText;
  readonly at: Date;
};

export const basis = [{ text: 'order-121', article: '33' }] as const;

const answerers: readonly Role[] = ['handler', 'bureau-head'];
const deciders: readonly Role[] = ['bureau-head', 'intake-officer'];

export const mayAnswer = ({ roles }: Actor): boolean => roles.some((role) => answerers.includes(role));
/** As where the superior has the case on its own list. */
export const mayDecide = ({ roles }: Actor): boolean => roles.some((role) => deciders.includes(role));

/** The platform itself, in one authority. */
export const actorIn = async (context: Context, tenant: string): Promise<Actor> => {
  const actor = (await systemActors(context.database, 'rivals')).find((one) => one.tenant === tenant);
  if (actor === undefined) throw new Error(`no tenant ${tenant}`);
  return actor;
};

const placeOf = (tenant: string, id: string): Buffer => place('competence-letter', tenant, id);

/** The transaction may write in the reader's tenant; nothing there is read. */
export const layDown = async ({ files }: Context, tx: Tx, letter: NewLetter): Promise<void> => {
  await files.keys.load(letter.tenant, tx);
  const { version, key } = files.keys.newest(letter.tenant);
  const plain = Buffer.from(JSON.stringify(letter.text), 'utf8');
  await tx.run(
    `insert into competence_letter (tenant, competence_letter, bureau, kind, number, from_tenant, from_bureau, arisen_on, takes,
       key_version, sealed, sent_at, competent) values ($1, $2, $3, $4, $5, $6, $7, $8::date, $9, $10, $11, $12, $13)`,
    [
      letter.tenant,
      letter.id,
      letter.bureau,
      letter.kind,
      letter.number,
      letter.fromTenant,
      letter.fromBureau,
      letter.arisenOn,
      letter.takes ?? null,
      version,
      sealBytes(key, plain, placeOf(letter.tenant, letter.id)),
      letter.at,
      letter.competent ?? null,
    ],
  );
};

export type SealedLetter = {
  readonly tenant: string;
  readonly id: string;
  readonly key_version: number;
  /** Null once nobody waits for it any more: only what was asked when, and the answer, stay. */
  readonly sealed: Buffer | null;
};

export type LetterRow = SealedLetter & {
  readonly bureau: string;
  readonly kind: NewLetter['kind'];
  readonly number: string;
  readonly from_tenant: string;
  readonly from_bureau: string;
  readonly arisen_on: string;
  readonly takes: boolean | null;
  readonly competent: string | null;
  readonly sent_at: Date;
  readonly ended_at: Date | null;
};

export const letterColumns = `tenant, competence_letter as id, bureau, kind, number, from_tenant, from_bureau, arisen_on, takes,
  competent, key_version, sealed, sent_at, ended_at`;

/** Undefined of one that was emptied. @throws SealBroken */
export const readLetter = async ({ files }: Context, tx: Tx, row: SealedLetter): Promise<LetterText | undefined> => {
  if (row.sealed === null) return undefined;
  await files.keys.load(row.tenant, tx);
  const key = files.keys.of(row.tenant, row.key_version);
  return JSON.parse(openBytes(key, row.sealed, placeOf(row.tenant, row.id)).toString('utf8')) as LetterText;
};
