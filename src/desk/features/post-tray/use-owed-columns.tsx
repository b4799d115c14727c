import { Button } from 'antd';
import { Link } from 'react-router';
import type { OwedRow } from '#modules/complaints/post-tray/contract.ts';
import { DueMark } from '../../kit/due-mark.tsx';
import type { ListColumn } from '../../kit/list/list-table.tsx';
import { routes } from '../../kit/paths.ts';
import { useTexts } from '../../kit/texts.ts';
import { useToday } from '../../kit/use-today.ts';
import { dayOrText, instantText } from '../../kit/when.ts';

const caseOf = ({ number, n, to }: OwedRow, isPosted: boolean): string =>
  isPosted ? routes.caseOf(number) : `${routes.caseOf(number)}?act=deliver&paper=${n}&to=${to}`;

export const useOwedColumns = (
  isPosted: boolean,
  onTakeBack: (row: OwedRow) => void,
): readonly ListColumn<OwedRow>[] => {
  const t = useTexts();
  const today = useToday();
  const title = (name: string) => ({ name, title: t(`desk:owed.${name}`) });
  return [
    {
      ...title('owedBy'),
      cell: (row) => (row.owedBy === null ? '' : <DueMark dueOn={row.owedBy} today={today} provisional={false} />),
    },
    {
      ...title('state'),
      cell: (row) => (
        <span className={row.state === 'failed' ? 'due-over' : undefined}>
          {t(`desk:owed.${row.state}`)}
          {row.countsOn !== null && <>{t('desk:owed.countsOn', { day: dayOrText(row.countsOn, today, t) })}</>}
          {row.state !== 'to-print' && row.state !== 'sent' && row.state !== 'noticed' && row.to !== 'bureau' && (
            <>
              {' '}
              <Link to={`${routes.caseOf(row.number)}?act=send-again&paper=${row.n}&to=${row.to}`}>
                {t('desk:owed.sendAgain')}
              </Link>
            </>
          )}
          {row.reason !== null && <span className="quiet"> {t(`complaint:tellingReason.${row.reason}`)}</span>}
        </span>
      ),
    },
    {
      ...title('paper'),
      hint: (row) => row.paperNumber ?? undefined,
      cell: (row) => (
        <>
          {row.asksReason ? (
            (row.title ?? t(`complaint:paper.${row.code}`))
          ) : (
            <a href={row.url} target="_blank" rel="noreferrer">
              {row.title ?? t(`complaint:paper.${row.code}`)}
            </a>
          )}{' '}
          <span className="quiet">{row.paperNumber}</span>
        </>
      ),
    },
    { ...title('to'), cell: (row) => t(`complaint:recipient.${row.to}`) },
    {
      ...title('case'),
      cell: (row) => (
        <Link data-row to={caseOf(row, isPosted)}>
          {row.number}
        </Link>
      ),
    },
    {
      ...title('printed'),
      only: 'middle',
      cell: (row) => (
        <>
          {row.printedAt !== null && <span className="quiet">{instantText(row.printedAt, today, t)}</span>}{' '}
          {row.largePrint && <span className="flag">{t('desk:owed.largePrint')}</span>}
        </>
      ),
    },
    isPosted
      ? {
          name: 'undo',
          title: '',
          cell: (row) => (
            <Button size="small" type="text" onClick={() => onTakeBack(row)}>
              {t('desk:owed.takeBack')}
            </Button>
          ),
        }
      : { ...title('made'), only: 'wide', cell: (row) => instantText(row.madeAt, today, t) },
  ];
};
