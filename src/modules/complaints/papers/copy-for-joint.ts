import { maskOf } from '#kernel/mask.ts';
import type { Language, Translate } from '#kernel/translate.ts';
import type { Block, CanonicalPaper } from './canonical-paper.ts';

/** Where a paper says how somebody is reached, by the key of its label. */
const contacts = { phone: 'phone', address: 'address', premises: 'address' } as const;

/**
 * A represented complainant is bound by what was agreed and reads all of it, with the telephones and addresses masked
 * (Order 121 art. 12; PIPL art. 6). What is not the paper itself carries no proof that it is.
 */
export const copyForJoint = (
  { proof: _, readingAid, ...paper }: CanonicalPaper,
  texts: (language: Language) => Translate,
): CanonicalPaper => {
  const zh = texts('zh-CN');
  const label = zh('papers:notesLabel');
  const note = zh('papers:copyForJoint');
  return {
    ...paper,
    blocks: masked(paper.blocks, paper.paper, zh),
    notes: { label: paper.notes?.label ?? label, items: [...(paper.notes?.items ?? []), note] },
    ...(readingAid === undefined
      ? {}
      : {
          readingAid: {
            ...readingAid,
            blocks: masked(readingAid.blocks, paper.paper, texts(readingAid.language)),
            note: `${texts(readingAid.language)('papers:copyForJoint')} ${readingAid.note}`,
          },
        }),
  };
};

const masked = (blocks: readonly Block[], paper: string, t: Translate): readonly Block[] => {
  const kinds = new Map(Object.entries(contacts).map(([key, kind]) => [t(`papers:${paper}.${key}`), kind]));
  return blocks.map((block) =>
    block.kind !== 'lines'
      ? block
      : {
          ...block,
          rows: block.rows.map((row) =>
            row.map(({ label, value }) => {
              const kind = kinds.get(label);
              return { label, value: kind === undefined ? value : maskOf(kind, value) };
            }),
          ),
        },
  );
};
