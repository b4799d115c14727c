import { FilePdfOutlined } from '@ant-design/icons';
import type { UseMutationResult } from '@tanstack/react-query';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { PrintBody } from '#modules/complaints/post-tray/contract.ts';
import { AskDrawer } from '../../kit/ask-drawer.tsx';
import { SideDrawer } from '../../kit/side-drawer.tsx';
import { useTexts } from '../../kit/texts.ts';

export type PrintWish = { readonly reason: string; readonly duplex: boolean; readonly again: boolean };
type Made = { readonly url: string | null; readonly printed: number };

type PrintDrawerProps<M extends Made> = {
  readonly count: number;
  readonly asking: UseMutationResult<M, Error, PrintWish>;
  /** What is to be confirmed where something was printed before; silent where nothing was. */
  readonly again?: string | undefined;
  readonly leftOut: (made: M) => ReactNode;
  readonly children?: ReactNode;
  readonly onClose: () => void;
};

/** One reason for all letters; then the file, and what is not in it. */
export const PrintDrawer = <M extends Made>(props: PrintDrawerProps<M>) => {
  const { count, asking, again, leftOut, children, onClose } = props;
  const t = useTexts();
  if (asking.data !== undefined) {
    const { url, printed } = asking.data;
    return (
      <SideDrawer size={480} title={t('desk:owed.printTitle')} onClose={onClose}>
        <p>{t('desk:owed.printReady', { count: printed })}</p>
        {url !== null && (
          <Button
            type="primary"
            autoFocus
            icon={<FilePdfOutlined aria-hidden />}
            href={url}
            target="_blank"
            rel="noreferrer"
          >
            {t('desk:case.printOpen')}
          </Button>
        )}
        {leftOut(asking.data)}
      </SideDrawer>
    );
  }
  return (
    <AskDrawer
      title={t('desk:owed.printTitle')}
      submit={t('desk:owed.printDo', { count })}
      fields={[
        { name: 'reason', label: t('desk:owed.why'), kind: 'text', required: true, hint: t('desk:owed.whyHint') },
        { name: 'duplex', label: t('desk:owed.duplex'), kind: 'yes-no', hint: t('desk:owed.duplexHint') },
        ...(again === undefined
          ? []
          : [
              {
                name: 'again',
                label: t('desk:owed.again'),
                kind: 'choices' as const,
                required: true,
                choices: [{ value: 'true', label: again }],
              },
            ]),
      ]}
      initial={{ reason: t('desk:owed.whyPost'), duplex: false }}
      body={PrintBody}
      draft={null}
      busy={asking.isPending}
      error={asking.error}
      onClose={onClose}
      onAsked={({ reason, duplex, again: said }) =>
        asking.mutate({
          reason: String(reason),
          duplex: duplex === true,
          again: Array.isArray(said) && said.length > 0,
        })
      }
    >
      {children}
      <p className="quiet">{t('desk:owed.printNote')}</p>
    </AskDrawer>
  );
};
