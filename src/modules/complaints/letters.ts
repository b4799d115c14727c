import type { Day } from '#kernel/day.ts';
import { PROOF_CODE_BYTES, proofCode } from '#kernel/proof-code.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/db.ts';
import { chance } from '#platform/ids.ts';
import type { CanonicalPaper } from './papers/canonical-paper.ts';
import type { Letterhead } from './papers/parts.ts';
import { composePaper, type PaperCode, type PaperData } from './papers.ts';
import { keptPaper, renderPaper } from './papers-render.ts';
import { nextNumber } from './store.ts';

/** An outgoing letter that belongs to no complaint: an answer to a question, an announcement on an incident. */
export type LetterWish<Code extends PaperCode> = {
  readonly code: Code;
  readonly tenant: string;
  readonly unit: { readonly id: string; readonly name: string; readonly documentPrefix: string };
  /** The characters its number carries after the unit's own, such as 咨答. */
  readonly word: string;
  readonly on: Day;
  /** Numbered by chance: a gapless number would tell how many there are of what is not to be counted (decision 0010). */
  readonly ungapped?: boolean;
  /** The whole data, once number, authority, day and proof are known. */
  readonly data: (head: Letterhead) => PaperData[Code];
};

export type LetterMade = {
  readonly number: string;
  readonly templateVersion: string;
  /** Canonical JSON, to be sealed by the caller. */
  readonly canonical: string;
  readonly dataHash: string;
  /** What its QR code opens. */
  readonly proof: string;
};

/** Composes the letter, takes its number from the gapless series of the unit's prefix and makes it provable. */
export const makeLetter = async <Code extends PaperCode>(
  context: Context,
  tx: Tx,
  wish: LetterWish<Code>,
): Promise<LetterMade> => {
  const { tenant, unit, on } = wish;
  const year = Number(on.slice(0, 4));
  const which = wish.ungapped ? chance(5).toString('hex').toUpperCase() : `第${await nextInSeries(tx, wish, year)}`;
  const number = `${unit.documentPrefix}${wish.word}〔${year}〕${which}号`;
  const code = proofCode(chance(PROOF_CODE_BYTES));
  const proof = { url: `${context.publicUrl}/proof/${code}`, code };
  const data = wish.data({ number, authority: unit.name, signedOn: on, proof });
  const paper = composePaper(wish.code, data, context.texts('zh-CN'));
  const { canonical, dataHash } = keptPaper(paper);
  await tx.run(
    `insert into paper_proof (tenant, proof, number, code, authority, data_hash, issued_on, standing)
     values ($1, $2, $3, $4, $5, $6, $7, 'valid')`,
    [tenant, code, number, wish.code, unit.name, dataHash, on],
  );
  return { number, templateVersion: paper.templateVersion, canonical, dataHash, proof: code };
};

const nextInSeries = <Code extends PaperCode>(tx: Tx, { tenant, unit, word }: LetterWish<Code>, year: number) =>
  nextNumber(tx, tenant, `${unit.documentPrefix}${word}`, year);

/** The file of a letter; always the same bytes for the same letter and moment. */
export const letterFile = (canonical: string, at: Date, large = false): Promise<Buffer> =>
  renderPaper(JSON.parse(canonical) as CanonicalPaper, { at, large });
