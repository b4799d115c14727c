import { FilePdfOutlined } from '@ant-design/icons';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Drawer } from 'antd';
import type { OwedRow, PrintMade } from '#modules/complaints/post-tray/contract.ts';
import { write } from '../../kit/api.ts';
import { AskDrawer, type AskField } from '../../kit/ask-drawer.tsx';
import { useTexts } from '../../kit/texts.ts';
import { LeftOut } from './left-out.tsx';
import { letterOf } from './letters.ts';

type PrintProps = { readonly rows: readonly OwedRow[]; readonly onClose: () => void };

/** The reason is given once for all; what was printed before is asked about, not printed silently again. */
export const PrintLetters = ({ rows, onClose }: PrintProps) => {
  const t = useTexts();
  const questions = useQueryClient();
  const before = rows.filter((row) => row.printedAt !== null).length;
  const print = useMutation({
    mutationFn: (asked: { reason: string; duplex: boolean; again: boolean }) =>
      write<PrintMade>('/papers/letters', { letters: rows.map(letterOf), ...asked }),
    onSuccess: () => void questions.invalidateQueries({ queryKey: ['papers', 'owed'] }),
  });
  if (print.data !== undefined) {
    const { url, printed, left } = print.data;
    return (
      <Drawer open size={480} title={t('desk:owed.printTitle')} onClose={onClose}>
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
        <LeftOut left={left} />
      </Drawer>
    );
  }
  const again: readonly AskField[] =
    before === 0
      ? []
      : [
          {
            name: 'again',
            label: t('desk:owed.again'),
            kind: 'choices',
            required: true,
            choices: [{ value: 'true', label: t('desk:owed.againDo', { count: before }) }],
          },
        ];
  return (
    <AskDrawer
      title={t('desk:owed.printTitle')}
      submit={t('desk:owed.printDo', { count: rows.length })}
      fields={[
        { name: 'reason', label: t('desk:owed.why'), kind: 'text', required: true, hint: t('desk:owed.whyHint') },
        { name: 'duplex', label: t('desk:owed.duplex'), kind: 'yes-no', hint: t('desk:owed.duplexHint') },
        ...again,
      ]}
      initial={{ reason: t('desk:owed.whyPost'), duplex: false }}
      busy={print.isPending}
      error={print.error}
      onClose={onClose}
      onAsked={({ reason, duplex, again: said }) =>
        print.mutate({ reason: String(reason), duplex: duplex === true, again: Array.isArray(said) && said.length > 0 })
      }
    >
      {before > 0 && <Alert type="warning" showIcon title={t('desk:owed.printedBefore', { count: before })} />}
      <p className="quiet">{t('desk:owed.printNote')}</p>
    </AskDrawer>
  );
};
