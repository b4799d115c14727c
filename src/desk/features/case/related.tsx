import { Link } from 'react-router';
import type { Day } from '#kernel/day.ts';
import type { CaseView } from '#modules/complaints/case-contract.ts';
import { DueMark } from '../../kit/due-mark.tsx';
import { routes } from '../../kit/paths.ts';
import { StateTag } from '../../kit/state-tag.tsx';
import { useTexts } from '../../kit/texts.ts';

export const Related = ({ view, today }: { readonly view: CaseView; readonly today: Day }) => {
  const t = useTexts();
  if (view.related.length === 0) return null;
  return (
    <section aria-labelledby="related">
      <h2 id="related">{t('desk:case.related')}</h2>
      <ul className="related">
        {view.related.map((one) => (
          <li key={`${one.relation} ${one.number}`}>
            <Link to={routes.caseOf(one.number)}>{one.number}</Link>
            <StateTag phase={one.phase} />
            <span className="quiet">{t(`complaint:relatedBy.${one.relation}`)}</span>
            {one.dueOn !== null && <DueMark dueOn={one.dueOn} today={today} provisional={false} />}
          </li>
        ))}
      </ul>
    </section>
  );
};
