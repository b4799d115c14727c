import type { CaseEvidence } from '#modules/complaints/case-contract.ts';
import { useTexts } from '../../kit/texts.ts';
import { Piece } from './evidence-viewer.tsx';

/** Recordings and photos beside the field their words go into: one listens and writes at once. */
export const ToldPieces = ({ items }: { readonly items: readonly CaseEvidence[] }) => {
  const t = useTexts();
  if (items.length === 0) return null;
  return (
    <ul className="told-pieces" aria-label={t('desk:case.toldPieces')}>
      {items.map((item, i) => {
        const name = item.name ?? t('desk:case.file', { n: i + 1 });
        return (
          <li key={item.file}>
            <span className="quiet">{name}</span>
            <Piece item={item} name={name} />
          </li>
        );
      })}
    </ul>
  );
};
