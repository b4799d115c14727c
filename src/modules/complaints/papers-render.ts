/** Turns a composed paper into its file and its hash. */
import { createHash } from 'node:crypto';
import { canonicalJson } from '#kernel/canonical.ts';
import { qrDrawing } from '#platform/documents/qr.ts';
import { typeset } from '#platform/documents/typesetter.ts';
import type { CanonicalPaper } from './papers/canonical-paper.ts';

/** SHA-256 of the paper's canonical data, hexadecimal: kept in the act that made the paper. */
export const paperHash = (paper: CanonicalPaper): string =>
  createHash('sha256').update(canonicalJson(paper), 'utf8').digest('hex');

export type RenderOptions = {
  /** The moment of the act, not of the printing: the same paper always gives the same file. */
  readonly at: Date;
  /** For readers who asked for large print. */
  readonly large?: boolean;
};

/** @throws TypesettingFailed */
export const renderPaper = (paper: CanonicalPaper, { at, large = false }: RenderOptions): Promise<Buffer> => {
  const drawing = paper.proof ? { qr: { svg: qrDrawing(paper.proof.url) } } : {};
  return typeset(`modules/complaints/papers/${paper.layout}.typ`, { ...paper, ...drawing, large }, { at, lang: 'zh' });
};
