import { useMutation, useQuery } from '@tanstack/react-query';
import { App, Button, Drawer } from 'antd';
import { useState } from 'react';
import { apiAddress, problemOf, read, readText, write } from '../../kit/api.ts';
import { AskDrawer } from '../../kit/ask-drawer.tsx';
import { keys } from '../../kit/questions.ts';
import { useTexts } from '../../kit/texts.ts';

type BundleRow = {
  readonly version: number;
  readonly purpose: string;
  readonly reference: string;
  readonly url: string;
};

/** What shows everybody's values: its reason is recorded before it is opened or copied. */
type Whole = {
  readonly what: 'case-sheet' | 'history' | 'bundle';
  readonly name: string;
  /** Without the opening; a copy goes to the clipboard instead of a window. */
  readonly address: string;
  readonly copies?: true;
};

/** What is printed or taken along on demand: it says what the case says now. */
export const Prints = ({ number }: { readonly number: string }) => {
  const t = useTexts();
  const { message } = App.useApp();
  const [asked, setAsked] = useState<Whole>();
  const path = `/complaints/${encodeURIComponent(number)}`;
  const bundles = useQuery({
    queryKey: [...keys.case(number), 'bundles'],
    queryFn: async ({ signal }) => (await read<{ rows: BundleRow[] }>(`${path}/bundles`, signal)).rows,
  });
  const opening = useMutation({
    mutationFn: ({ what, reason }: { readonly what: Whole['what']; readonly reason: string }) =>
      write<{ readonly opening: string }>(`${path}/openings`, { what, reason }),
  });
  const close = () => {
    opening.reset();
    setAsked(undefined);
  };
  const copySheet = async (id: string) => {
    try {
      await navigator.clipboard.writeText(await readText(`${path}/case-sheet.txt?opening=${id}`));
      void message.success(t('desk:case.copied'));
      close();
    } catch (error) {
      void message.error(problemOf(error)?.detail ?? t('desk:state.errorText'));
    }
  };
  const plain = [
    ['registration', 'registration.pdf'],
    ['receipt', 'receipt.pdf'],
  ] as const;
  const wholes: readonly Whole[] = [
    { what: 'case-sheet', name: t('desk:case.sheetPdf'), address: apiAddress(`${path}/case-sheet.pdf`) },
    { what: 'case-sheet', name: t('desk:case.sheet'), address: '', copies: true },
    { what: 'history', name: t('desk:case.historyPdf'), address: apiAddress(`${path}/history.pdf`) },
    ...(bundles.data ?? []).map(
      (bundle): Whole => ({
        what: 'bundle',
        name: t('desk:case.bundle', {
          purpose: t(`complaint:bundlePurpose.${bundle.purpose}`),
          reference: bundle.reference,
        }),
        address: bundle.url,
      }),
    ),
  ];
  const id = opening.data?.opening;
  return (
    <div className="prints">
      <h3>{t('desk:case.prints')}</h3>
      <ul>
        {plain.map(([name, file]) => (
          <li key={name}>
            <a href={apiAddress(`${path}/${file}`)} target="_blank" rel="noreferrer">
              {t(`desk:case.${name}`)}
            </a>
          </li>
        ))}
        {wholes.map((whole) => (
          <li key={`${whole.what} ${whole.address}`}>
            <Button type="link" size="small" className="flush" onClick={() => setAsked(whole)}>
              {whole.name}
            </Button>
          </li>
        ))}
      </ul>
      {asked !== undefined && id === undefined && (
        <AskDrawer
          title={asked.name}
          submit={t('desk:case.printDo')}
          fields={[{ name: 'reason', label: t('desk:case.printWhy'), kind: 'text', required: true }]}
          busy={opening.isPending}
          error={opening.error}
          onClose={close}
          onAsked={({ reason }) => opening.mutate({ what: asked.what, reason: String(reason) })}
        >
          <p>{t('desk:case.printNote')}</p>
        </AskDrawer>
      )}
      {asked !== undefined && id !== undefined && (
        <Drawer open size={480} title={asked.name} onClose={close}>
          <p>{t('desk:case.printReady')}</p>
          {asked.copies === true ? (
            <Button type="primary" autoFocus onClick={() => void copySheet(id)}>
              {t('desk:case.sheet')}
            </Button>
          ) : (
            <Button type="primary" autoFocus href={`${asked.address}?opening=${id}`} target="_blank" rel="noreferrer">
              {t('desk:case.printOpen')}
            </Button>
          )}
        </Drawer>
      )}
    </div>
  );
};
