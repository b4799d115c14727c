import { idKindText } from '#kernel/identity-words.ts';
import type { Language, Translate } from '#kernel/translate.ts';
import type { Block, CanonicalPaper, SheetGroup } from './canonical-paper.ts';

/** What somebody who complains along gave of themselves. */
export type OwnParticulars = {
  readonly name: string;
  readonly phone: string;
  readonly idKind: string;
  readonly idNumber: string;
  readonly address: string;
};

/**
 * Form 1 for somebody who complains along, chosen to speak for the others or not: the complaint as it was registered, with
 * their own particulars in place of those of the first complainant (Order 121 arts 10, 12; PIPL art. 6). What is not the
 * paper itself carries no proof that it is.
 */
export const registrationFor = (
  { proof: _, annex: _others, readingAid, ...paper }: CanonicalPaper,
  own: OwnParticulars,
  texts: (language: Language) => Translate,
): CanonicalPaper => {
  const zh = texts('zh-CN');
  return {
    ...paper,
    blocks: withOwn(paper.blocks, own, zh),
    notes: {
      label: paper.notes?.label ?? zh('papers:notesLabel'),
      items: [...(paper.notes?.items ?? []), zh('papers:registrationFor')],
    },
    ...(readingAid === undefined
      ? {}
      : {
          readingAid: {
            ...readingAid,
            blocks: withOwn(readingAid.blocks, own, texts(readingAid.language)),
            note: `${texts(readingAid.language)('papers:registrationFor')} ${readingAid.note}`,
          },
        }),
  };
};

const withOwn = (blocks: readonly Block[], own: OwnParticulars, t: Translate): readonly Block[] => {
  const label = (key: string): string => t(`papers:form-1.${key}`);
  const values = new Map(
    Object.entries({ ...own, idKind: idKindText(own.idKind, t) }).map(([key, value]) => [label(key), value]),
  );
  const whose = label('complainant');
  const filled = (group: SheetGroup): SheetGroup => ({
    ...group,
    rows: group.rows.map((row) => row.map((cell) => ({ ...cell, value: values.get(cell.label) ?? cell.value }))),
  });
  return blocks.map((block) =>
    block.kind === 'sheet'
      ? { ...block, groups: block.groups.map((group) => (group.label === whose ? filled(group) : group)) }
      : block,
  );
};
