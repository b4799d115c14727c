import type { Complaint } from './complaint.ts';

/** Papers that named the person are copies from now on; the sealed ones are destroyed. */
export const withPersonErased = (
  state: Complaint,
  { lessened = {} }: { readonly lessened?: Readonly<Record<string, string>> },
): Complaint => {
  const papers = state.papers.map((paper) =>
    paper.data.entry in lessened ? { ...paper, lessened: true as const } : paper,
  );
  const copies = new Set(papers.flatMap((paper) => (paper.lessened === true ? [paper.n] : [])));
  return { ...state, papers, sealedCopies: state.sealedCopies.filter(({ n }) => !copies.has(n)) };
};
