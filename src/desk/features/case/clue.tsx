import { useMutation } from '@tanstack/react-query';
import { App } from 'antd';
import { useRef, useState } from 'react';
import type { CaseView } from '#modules/complaints/case-contract.ts';
import type { DeskSession } from '#modules/complaints/desk-contract.ts';
import { ClueBody, type ReportReceipt } from '#modules/reports/contract.ts';
import { write } from '../../kit/api.ts';
import { AskDrawer } from '../../kit/ask-drawer.tsx';
import type { Asked } from '../../kit/ask-field.ts';
import { useTexts } from '../../kit/texts.ts';
import { mayFindClue } from './clue-finders.ts';

type ClueProps = { readonly view: CaseView; readonly session: DeskSession };

/** Not an act of this complaint: what is noted here goes to the reports desk and leaves no trace on this file. */
export const Clue = ({ view, session }: ClueProps) => {
  const t = useTexts();
  const { message } = App.useApp();
  const [open, setOpen] = useState(false);
  const key = useRef(crypto.randomUUID());
  const noting = useMutation({
    mutationFn: (body: Asked) =>
      write<ReportReceipt>(`/complaints/${encodeURIComponent(view.number)}/find-clue`, body, {
        idempotencyKey: key.current,
      }),
    onSuccess: ({ number }) => {
      setOpen(false);
      void message.success(t('desk:clue.done', { number }));
    },
    // Refused or taken: what is sent next is another request.
    onSettled: () => {
      key.current = crypto.randomUUID();
    },
  });
  if (!mayFindClue(session, view) && !open) return null;
  return (
    <section className="clue">
      <button type="button" className="link" onClick={() => setOpen(true)}>
        {t('desk:clue.found')}
      </button>
      {open && (
        <AskDrawer
          title={t('desk:clue.title')}
          submit={t('desk:clue.act')}
          fields={[
            { name: 'clue', label: t('desk:clue.clue'), kind: 'long', required: true },
            { name: 'basis', label: t('desk:clue.basis'), kind: 'long' },
            { name: 'evidence', label: t('desk:clue.evidence'), kind: 'files', hint: t('desk:clue.evidenceHint') },
            { name: 'foundOn', label: t('desk:clue.foundOn'), kind: 'day', hint: t('desk:clue.foundHint') },
          ]}
          body={ClueBody}
          draft={`${view.number} clue`}
          busy={noting.isPending}
          error={noting.error}
          onClose={() => {
            noting.reset();
            setOpen(false);
          }}
          onAsked={(body) => noting.mutate(body)}
        >
          <p className="quiet">{t('desk:clue.apart')}</p>
        </AskDrawer>
      )}
    </section>
  );
};
