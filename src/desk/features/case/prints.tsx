import { useQuery } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { apiAddress, problemOf, read, readText } from '../../kit/api.ts';
import { keys } from '../../kit/questions.ts';
import { useTexts } from '../../kit/texts.ts';

type BundleRow = {
  readonly version: number;
  readonly purpose: string;
  readonly reference: string;
  readonly url: string;
};

/** What is printed or taken along on demand: it says what the case says now. */
export const Prints = ({ number }: { readonly number: string }) => {
  const t = useTexts();
  const { message } = App.useApp();
  const path = `/complaints/${encodeURIComponent(number)}`;
  const bundles = useQuery({
    queryKey: [...keys.case(number), 'bundles'],
    queryFn: async ({ signal }) => (await read<{ rows: BundleRow[] }>(`${path}/bundles`, signal)).rows,
  });
  const copySheet = async () => {
    try {
      await navigator.clipboard.writeText(await readText(`${path}/case-sheet.txt`));
      void message.success(t('desk:case.copied'));
    } catch (error) {
      void message.error(problemOf(error)?.detail ?? t('desk:state.errorText'));
    }
  };
  const prints = [
    ['registration', 'registration.pdf'],
    ['sheetPdf', 'case-sheet.pdf'],
    ['receipt', 'receipt.pdf'],
  ] as const;
  return (
    <div className="prints">
      <h3>{t('desk:case.prints')}</h3>
      <ul>
        {prints.map(([name, file]) => (
          <li key={name}>
            <a href={apiAddress(`${path}/${file}`)} target="_blank" rel="noreferrer">
              {t(`desk:case.${name}`)}
            </a>
          </li>
        ))}
        {(bundles.data ?? []).map((bundle) => (
          <li key={bundle.version}>
            <a href={bundle.url} target="_blank" rel="noreferrer">
              {t('desk:case.bundle', {
                purpose: t(`complaint:bundlePurpose.${bundle.purpose}`),
                reference: bundle.reference,
              })}
            </a>
          </li>
        ))}
        <li>
          <Button type="link" size="small" className="flush" onClick={() => void copySheet()}>
            {t('desk:case.sheet')}
          </Button>
        </li>
      </ul>
    </div>
  );
};
