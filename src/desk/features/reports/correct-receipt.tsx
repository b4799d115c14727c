import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useState } from 'react';
import type { ReportView } from '#modules/reports/contract.ts';
import { write } from '../../kit/api.ts';
import { AskDrawer, type Asked } from '../../kit/ask-drawer.tsx';
import { receiptDayFields } from '../../kit/receipt-day.tsx';
import { useTexts } from '../../kit/texts.ts';

/** A wrong day of receipt is put right by the head; the limits move with it. */
export const CorrectReceipt = ({ view, path }: { readonly view: ReportView; readonly path: string }) => {
  const t = useTexts();
  const { message } = App.useApp();
  const questions = useQueryClient();
  const [open, setOpen] = useState(false);
  const doing = useMutation({
    mutationFn: (body: Asked) =>
      write<unknown>(`${path}/correct-receipt`, body, { version: view.version, idempotencyKey: crypto.randomUUID() }),
    onSuccess: () => {
      setOpen(false);
      void message.success(t('desk:receiptDay.done'));
    },
    onSettled: () => questions.invalidateQueries({ queryKey: ['reports'] }),
  });
  if (!view.mayCorrectReceipt) return null;
  const title = t('complaint:act.correct-receipt');
  return (
    <>
      <Button onClick={() => setOpen(true)}>{title}</Button>
      {open && (
        <AskDrawer
          title={title}
          submit={title}
          fields={receiptDayFields(t)}
          initial={{ receivedOn: view.receivedOn }}
          busy={doing.isPending}
          error={doing.error}
          onClose={() => {
            doing.reset();
            setOpen(false);
          }}
          onAsked={(body) => doing.mutate(body)}
        >
          <p>{t('desk:receiptDay.reportNote')}</p>
        </AskDrawer>
      )}
    </>
  );
};
