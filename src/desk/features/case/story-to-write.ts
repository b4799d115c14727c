import type { CaseAct, CaseEvidence } from '#modules/complaints/case-contract.ts';

type Offered = { readonly acts?: readonly Pick<CaseAct, 'act' | 'story'>[] };

/** The story was told by recording or photo, and nobody has written it down yet. */
export const isStoryLeft = ({ acts = [] }: Offered): boolean => acts.some(({ story }) => story === 'left');

type Piece = Pick<CaseEvidence, 'purpose' | 'mediaType' | 'by' | 'name'>;

/** What there is to listen to or look at while the story is written down or put right: recordings, and without one the photos. */
export const toHear = <T extends Piece>({ story }: Pick<CaseAct, 'story'>, evidence: readonly T[]): readonly T[] => {
  if (story === undefined) return [];
  const told = evidence.filter(({ purpose }) => purpose === 'telling');
  return told.length > 0
    ? told
    : evidence.filter(({ by, mediaType }) => by === 'complainant' && mediaType.startsWith('image/'));
};

/** Where it is known from, before anybody types: the names of the files, which are the same in both languages. */
export const sourceOfStory = (act: Pick<CaseAct, 'story'>, evidence: readonly Piece[]): { readonly note?: string } => {
  const names = toHear(act, evidence).flatMap(({ name }) => (name === null ? [] : [name]));
  return act.story === 'left' && names.length > 0 ? { note: names.join('、') } : {};
};
