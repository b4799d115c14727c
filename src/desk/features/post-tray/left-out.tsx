import { Alert } from 'antd';
import { Link } from 'react-router';
import type { PrintMade } from '#modules/complaints/post-tray/contract.ts';
import { routes } from '../../kit/paths.ts';
import { useTexts } from '../../kit/texts.ts';
import { keyOf } from './letters.ts';

/** Letters that could not be printed or marked, each with its reason and the way to its case. */
export const LeftOut = ({ left }: { readonly left: PrintMade['left'] }) => {
  const t = useTexts();
  if (left.length === 0) return null;
  return (
    <Alert
      className="left-out"
      type="warning"
      showIcon
      title={t('desk:owed.left', { count: left.length })}
      description={
        <ul>
          {left.map((one) => (
            <li key={keyOf(one)}>
              <Link to={routes.caseOf(one.number)}>{one.number}</Link> · {t(`complaint:recipient.${one.to}`)} ·{' '}
              {one.detail}
            </li>
          ))}
        </ul>
      }
    />
  );
};
