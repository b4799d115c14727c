import { createHash } from 'node:crypto';
import { canonicalJson } from '#kernel/canonical.ts';
import { qrDrawing } from '#platform/documents/qr.ts';
import { typeset } from '#platform/documents/typesetter.ts';
import type { CanonicalPaper } from './papers/canonical-paper.ts';

export type KeptPaper = { readonly canonical: string; readonly dataHash: string };

/** A paper as it is kept: its one text, to be sealed, and the SHA-256 of that text, hexadecimal, which the act names. */
export const keptPaper = (paper: CanonicalPaper): KeptPaper => {
  const canonical = canonicalJson(paper);
  return { canonical, dataHash: createHash('sha256').update(canonical, 'utf8').digest('hex') };
};

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
