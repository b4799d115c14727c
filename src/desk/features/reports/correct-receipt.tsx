import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useState } from 'react';
import { ReceiptBody, type ReportView } from '#modules/reports/contract.ts';
import { write } from '../../kit/api.ts';
import type { Asked } from '../../kit/ask-field.ts';
import { receiptDayFields } from '../../kit/receipt-day-fields.ts';
import { useTexts } from '../../kit/texts.ts';
import { useToday } from '../../kit/use-today.ts';
import { VersionedAsk } from '../../kit/versioned-ask.tsx';
import { reportSeen } from './report-seen.ts';

/** A wrong day of receipt is put right by the head; the limits move with it. */
export const CorrectReceipt = ({ view, path }: { readonly view: ReportView; readonly path: string }) => {
  const t = useTexts();
  const today = useToday();
  const { message } = App.useApp();
  const questions = useQueryClient();
  const [open, setOpen] = useState(false);
  const doing = useMutation({
    mutationFn: ({ body, version }: { body: Asked; version: number }) =>
      write<unknown>(`${path}/correct-receipt`, body, { version, idempotencyKey: crypto.randomUUID() }),
    onSuccess: () => {
      setOpen(false);
      void message.success(t('desk:receiptDay.done'));
    },
    onSettled: () => questions.invalidateQueries({ queryKey: ['reports'] }),
  });
  if (!view.mayCorrectReceipt && !open) return null;
  const title = t('complaint:act.correct-receipt');
  return (
    <>
      <Button onClick={() => setOpen(true)}>{title}</Button>
      {open && (
        <VersionedAsk
          title={title}
          submit={title}
          fields={receiptDayFields(t)}
          initial={{ receivedOn: view.receivedOn }}
          body={ReceiptBody}
          seen={reportSeen(view, today, t)}
          isGone={!view.mayCorrectReceipt}
          draft={view.number}
          busy={doing.isPending}
          error={doing.error}
          onClose={() => {
            doing.reset();
            setOpen(false);
          }}
          onAsked={(body, version) => doing.mutate({ body, version })}
        >
          <p>{t('desk:receiptDay.reportNote')}</p>
        </VersionedAsk>
      )}
    </>
  );
};
