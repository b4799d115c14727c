import type { Context } from '#platform/context.ts';
import { openBytes, place, sealBytes } from '#platform/crypto/sealing.ts';
import type { Tx } from '#platform/db.ts';

/** What a letter says, sealed for its reader. */
export type LetterText = {
  readonly reasons: string;
  readonly respondent?: string;
  readonly address?: string;
  readonly problem?: string;
  /** The version of the case at which the dispute began; an answer gives it back. */
  readonly dispute?: number;
};

export type NewLetter = {
  readonly tenant: string;
  readonly id: string;
  readonly bureau: string;
  readonly kind: 'question' | 'answer';
  readonly number: string;
  readonly fromTenant: string;
  readonly fromBureau: string;
  readonly arisenOn: string;
  readonly takes?: boolean;
  readonly text: LetterText;
  readonly at: Date;
};

const placeOf = (tenant: string, id: string): Buffer => place('competence-letter', tenant, id);

/** The transaction may write in the reader's tenant; nothing there is read. */
export const layDown = async ({ files }: Context, tx: Tx, letter: NewLetter): Promise<void> => {
  await files.keys.load(letter.tenant, tx);
  const { version, key } = files.keys.newest(letter.tenant);
  const plain = Buffer.from(JSON.stringify(letter.text), 'utf8');
  await tx.run(
    `insert into competence_letter (tenant, competence_letter, bureau, kind, number, from_tenant, from_bureau, arisen_on, takes,
       key_version, sealed, sent_at) values ($1, $2, $3, $4, $5, $6, $7, $8::date, $9, $10, $11, $12)`,
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

/** Undefined of one that was emptied. @throws SealBroken */
export const readLetter = async ({ files }: Context, tx: Tx, row: SealedLetter): Promise<LetterText | undefined> => {
  if (row.sealed === null) return undefined;
  await files.keys.load(row.tenant, tx);
  const key = files.keys.of(row.tenant, row.key_version);
  return JSON.parse(openBytes(key, row.sealed, placeOf(row.tenant, row.id)).toString('utf8')) as LetterText;
};
