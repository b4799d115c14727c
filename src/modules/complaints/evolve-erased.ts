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

/** The sealed copy kept last of a paper stands for it. */
export const withSealedCopy = (
  state: Complaint,
  { n, file, sha256 }: Complaint['sealedCopies'][number],
): Complaint => ({
  ...state,
  sealedCopies: [...state.sealedCopies.filter((copy) => copy.n !== n), { n, file, sha256 }],
});
