import { Link } from 'react-router';
import type { OwedList } from '#modules/complaints/post-tray/contract.ts';
import { routes } from '../../kit/paths.ts';
import { useTexts } from '../../kit/texts.ts';
import { useToday } from '../../kit/use-today.ts';
import { instantText } from '../../kit/when.ts';

/** Messages beside the papers that did not arrive: each leads to the form that tells it another way. */
export const Notices = ({ rows }: { readonly rows: OwedList['notices'] }) => {
  const t = useTexts();
  const today = useToday();
  if (rows.length === 0) return null;
  return (
    <section>
      <h2>{t('desk:owed.notices')}</h2>
      <ul>
        {rows.map(({ number, notice, reason, since }) => (
          <li key={`${number} ${notice}`}>
            <Link to={`${routes.caseOf(number)}?act=send-again&notice=${notice}`}>{number}</Link>{' '}
            {t(`complaint:notice.${notice.replace(/-\d+$/u, '')}`)}
            {reason !== null && ` · ${t(`complaint:tellingReason.${reason}`)}`}{' '}
            <span className="quiet">{instantText(since, today, t)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
};
