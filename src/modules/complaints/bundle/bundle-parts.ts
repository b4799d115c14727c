import type { BundlePart } from '../vocabulary.ts';

/** Bytes as they will lie in the bundle. */
export type Weights = { readonly papers: number; readonly evidence: readonly number[] };

/** Proofs and papers stand in the part that begins with the first of the evidence. */
export const isLater = ({ evidenceFrom }: BundlePart): boolean => evidenceFrom > 1;

const within = ({ evidence }: Weights, { evidenceFrom, evidenceTo }: BundlePart): number[] =>
  evidence.slice(evidenceFrom - 1, evidenceTo);

const wholeOf = ({ evidence }: Weights): BundlePart => ({ evidenceFrom: 1, evidenceTo: evidence.length });

export const weightOf = (weights: Weights, part: BundlePart = wholeOf(weights)): number =>
  within(weights, part).reduce((sum, bytes) => sum + bytes, isLater(part) ? 0 : weights.papers);

/** The fewest parts, in the order of the evidence, that hold no more than `most` each; one thing beyond it stands alone. */
export const partsOf = (weights: Weights, most: number, wished: BundlePart = wholeOf(weights)): BundlePart[] => {
  const parts: BundlePart[] = [];
  let held = isLater(wished) ? 0 : weights.papers;
  for (const [index, bytes] of within(weights, wished).entries()) {
    const number = wished.evidenceFrom + index;
    const last = parts.at(-1);
    if (last === undefined || held + bytes > most) {
      held = last === undefined ? held : 0;
      parts.push({ evidenceFrom: number, evidenceTo: number });
    } else parts.splice(-1, 1, { ...last, evidenceTo: number });
    held += bytes;
  }
  return parts;
};
