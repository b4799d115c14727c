import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useState } from 'react';
import type { ReportView } from '#modules/reports/contract.ts';
import { write } from '../../kit/api.ts';
import { AskDrawer, type Asked } from '../../kit/ask-drawer.tsx';
import { useTexts } from '../../kit/texts.ts';

const corrected = ['name', 'phone', 'address'] as const;
const most = { name: 100, phone: 40, address: 300 } as const;

const textOf = (said: Asked, name: string): string => String(said[name] ?? '').trim();

type CorrectProps = {
  readonly view: ReportView;
  readonly path: string;
  readonly onDone: () => void;
};

/** What is known of the reporter is put right by whoever has the report in hand (PIPL art. 46); values opened before are closed again. */
export const CorrectReporter = ({ view, path, onDone }: CorrectProps) => {
  const t = useTexts();
  const { message } = App.useApp();
  const questions = useQueryClient();
  const [open, setOpen] = useState(false);
  const doing = useMutation({
    mutationFn: (said: Asked) => {
      const fields = Object.fromEntries(
        corrected.flatMap((name) => (textOf(said, name) === '' ? [] : [[name, textOf(said, name)]])),
      );
      const body = { person: view.reporter?.person, fields, reason: textOf(said, 'reason') };
      return write<unknown>(`${path}/correct-person`, body);
    },
    onSuccess: () => {
      setOpen(false);
      onDone();
      void message.success(t('desk:reports.correctReporterDone'));
    },
    onSettled: () => questions.invalidateQueries({ queryKey: ['reports'] }),
  });
  if (view.reporter?.mayCorrect !== true) return null;
  const title = t('desk:reports.correctReporter');
  const isNothing = (said: Asked): boolean => corrected.every((name) => textOf(said, name) === '');
  return (
    <>
      <Button size="small" onClick={() => setOpen(true)}>
        {title}
      </Button>
      {open && (
        <AskDrawer
          title={title}
          submit={title}
          fields={[
            ...corrected.map((name, at) => ({
              name,
              label: t(`desk:reports.field.${name}`),
              kind: 'text' as const,
              most: most[name],
              // One of them at least: the first says so.
              ...(at === 0 ? { required: isNothing } : {}),
            })),
            { name: 'reason', label: t('desk:reports.correctReporterWhy'), kind: 'text', required: true, most: 500 },
          ]}
          busy={doing.isPending}
          error={doing.error}
          onClose={() => {
            doing.reset();
            setOpen(false);
          }}
          onAsked={(said) => doing.mutate(said)}
        >
          <p>{t('desk:reports.correctReporterNote')}</p>
        </AskDrawer>
      )}
    </>
  );
};
