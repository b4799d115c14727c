import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { TakeBackDeliveryBody } from '#modules/complaints/delivery-contract.ts';
import type { OwedRow } from '#modules/complaints/post-tray/contract.ts';
import { write } from '../../kit/api.ts';
import { AskDrawer } from '../../kit/ask-drawer.tsx';
import { keys } from '../../kit/questions.ts';
import { useTexts } from '../../kit/texts.ts';

/** Marked by mistake: the letter is owed again, and the file says why it was not. */
export const TakeBack = ({ row, onClose }: { readonly row: OwedRow; readonly onClose: () => void }) => {
  const t = useTexts();
  const { message } = App.useApp();
  const questions = useQueryClient();
  const takeBack = useMutation({
    mutationFn: (reasons: string) =>
      write(
        `/complaints/${encodeURIComponent(row.number)}/take-back-delivery`,
        { paper: row.n, to: row.to, reasons },
        { version: row.version, idempotencyKey: crypto.randomUUID() },
      ),
    onSuccess: () => {
      void message.success(t('desk:owed.takenBack'));
      onClose();
    },
    onSettled: () => {
      void questions.invalidateQueries({ queryKey: ['papers', 'owed'] });
      void questions.invalidateQueries({ queryKey: keys.case(row.number) });
    },
  });
  return (
    <AskDrawer
      title={t('desk:owed.takeBackTitle', { number: row.number })}
      submit={t('desk:owed.takeBackDo')}
      fields={[{ name: 'reasons', label: t('desk:owed.takeBackWhy'), kind: 'long', required: true }]}
      body={TakeBackDeliveryBody}
      draft={`${row.number} ${row.n} ${row.to}`}
      busy={takeBack.isPending}
      error={takeBack.error}
      onClose={onClose}
      onAsked={({ reasons }) => takeBack.mutate(String(reasons))}
    >
      <p className="quiet">{t('desk:owed.takeBackNote')}</p>
    </AskDrawer>
  );
};
