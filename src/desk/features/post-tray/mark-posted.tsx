import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { type OwedRow, type PostedAnswer, PostedBody } from '#modules/complaints/post-tray/contract.ts';
import { write } from '../../kit/api.ts';
import { AskDrawer } from '../../kit/ask-drawer.tsx';
import { SideDrawer } from '../../kit/side-drawer.tsx';
import { useTexts } from '../../kit/texts.ts';
import { useToday } from '../../kit/use-today.ts';
import { LeftOut } from './left-out.tsx';
import { keyOf, letterOf, pairTracking } from './letters.ts';

type MarkProps = {
  readonly rows: readonly OwedRow[];
  readonly onClose: () => void;
  readonly onDone: () => void;
};

/** The day, the carrier, and its numbers: one a line as they are copied from the carrier's list. */
export const MarkPosted = ({ rows, onClose, onDone }: MarkProps) => {
  const t = useTexts();
  const today = useToday();
  const { message, modal } = App.useApp();
  const questions = useQueryClient();
  const mark = useMutation({
    mutationFn: ({
      postedOn,
      carrier,
      numbers,
    }: {
      postedOn: string;
      carrier?: string;
      numbers: readonly string[];
    }) => {
      const { tracking } = pairTracking(numbers.join('\n'), rows);
      const letters = rows.map((row) => {
        const number = tracking.get(keyOf(row));
        return { ...letterOf(row), ...(number === undefined ? {} : { tracking: number }) };
      });
      return write<PostedAnswer>('/papers/posted', {
        letters,
        postedOn,
        ...(carrier === undefined ? {} : { carrier }),
      });
    },
    onSuccess: ({ posted, left }) => {
      void questions.invalidateQueries({ queryKey: ['papers', 'owed'] });
      if (posted > 0) void message.success(t('desk:owed.markDone', { count: posted }));
      if (left.length === 0) onDone();
    },
  });
  if (mark.data !== undefined && mark.data.left.length > 0) {
    return (
      <SideDrawer size={480} title={t('desk:owed.markTitle')} onClose={onDone}>
        <LeftOut left={mark.data.left} />
      </SideDrawer>
    );
  }
  return (
    <AskDrawer
      title={t('desk:owed.markTitle')}
      submit={t('desk:owed.markDo', { count: rows.length })}
      fields={[
        { name: 'postedOn', label: t('desk:owed.postedOn'), kind: 'day', required: true },
        { name: 'carrier', label: t('desk:owed.carrier'), kind: 'text', hint: t('desk:owed.carrierHint') },
        { name: 'numbers', label: t('desk:owed.numbers'), kind: 'lines', hint: t('desk:owed.numbersHint') },
      ]}
      initial={{ postedOn: today }}
      body={PostedBody}
      draft={rows.map(keyOf).join(' ')}
      busy={mark.isPending}
      error={mark.error}
      onClose={onClose}
      onAsked={({ postedOn, carrier, numbers }) => {
        const lines = Array.isArray(numbers) ? numbers.map(String) : [];
        const wish = {
          postedOn: String(postedOn),
          numbers: lines,
          ...(carrier === undefined ? {} : { carrier: String(carrier) }),
        };
        const { strange } = pairTracking(lines.join('\n'), rows);
        if (strange.length === 0) mark.mutate(wish);
        else
          void modal.warning({
            title: t('desk:owed.strange', { count: strange.length }),
            content: (
              <ul>
                {strange.map((line) => (
                  <li key={line}>{line}</li>
                ))}
              </ul>
            ),
          });
      }}
    >
      <p className="quiet">{t('desk:owed.markNote')}</p>
    </AskDrawer>
  );
};
