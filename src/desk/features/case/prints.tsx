import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { apiAddress, read } from '../../kit/api.ts';
import type { Whole } from '../../kit/open-with-reason.tsx';
import { keys } from '../../kit/questions.ts';
import { useTexts } from '../../kit/texts.ts';

type BundleRow = {
  readonly version: number;
  readonly purpose: string;
  readonly reference: string;
  readonly evidenceFrom: number | null;
  readonly evidenceTo: number | null;
  readonly url: string;
};

type PrintsProps = { readonly number: string; readonly onAsk: (whole: Whole) => void };

/** What is printed or taken along on demand: it says what the case says now. */
export const Prints = ({ number, onAsk }: PrintsProps) => {
  const t = useTexts();
  const path = `/complaints/${encodeURIComponent(number)}`;
  const bundles = useQuery({
    queryKey: [...keys.case(number), 'bundles'],
    queryFn: async ({ signal }) => (await read<{ rows: BundleRow[] }>(`${path}/bundles`, signal)).rows,
  });
  const wholes: readonly Whole[] = [
    { what: 'papers', name: t('desk:case.registration'), address: apiAddress(`${path}/registration.pdf`) },
    { what: 'case-sheet', name: t('desk:case.sheetPdf'), address: apiAddress(`${path}/case-sheet.pdf`) },
    { what: 'case-sheet', name: t('desk:case.sheet'), address: '', copies: true },
    { what: 'history', name: t('desk:case.historyPdf'), address: apiAddress(`${path}/history.pdf`) },
    ...(bundles.data ?? []).map(
      (bundle): Whole => ({
        what: 'bundle',
        name: t(bundle.evidenceFrom === null ? 'desk:case.bundle' : 'desk:case.bundlePart', {
          from: bundle.evidenceFrom ?? '',
          to: bundle.evidenceTo ?? '',
          purpose: t(`complaint:bundlePurpose.${bundle.purpose}`),
          reference: bundle.reference,
        }),
        address: bundle.url,
      }),
    ),
  ];
  return (
    <div className="prints">
      <h3>{t('desk:case.prints')}</h3>
      <ul>
        <li>
          <a href={apiAddress(`${path}/receipt.pdf`)} target="_blank" rel="noreferrer">
            {t('desk:case.receipt')}
          </a>
        </li>
        {wholes.map((whole) => (
          <li key={`${whole.what} ${whole.address}`}>
            <Button type="link" size="small" className="flush" onClick={() => onAsk(whole)}>
              {whole.name}
            </Button>
          </li>
        ))}
      </ul>
    </div>
  );
};
