import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useState } from 'react';
import { HoldBody } from '#modules/reports/contract.ts';
import { read, write } from './api.ts';
import { AskDrawer } from './ask-drawer.tsx';
import { useTexts } from './texts.ts';
import { useToday } from './use-today.ts';
import { instantText } from './when.ts';

type Held = { readonly id: string; readonly reason: string; readonly placedByName: string; readonly placedAt: string };

type HoldsProps = {
  /** Of the report or question: `/reports/…`. */
  readonly path: string;
  readonly mayHold: boolean;
  readonly mayLift: boolean;
};

/** What keeps a report or a question from the end of its term, placed and lifted where it is read. */
export const LegalHolds = ({ path, mayHold, mayLift }: HoldsProps) => {
  const t = useTexts();
  const today = useToday();
  const { message } = App.useApp();
  const questions = useQueryClient();
  const key = ['legal-holds', path];
  const [form, setForm] = useState<'place' | Held>();
  const held = useQuery({ queryKey: key, queryFn: ({ signal }) => read<Held[]>(`${path}/legal-holds`, signal) });
  const doing = useMutation({
    mutationFn: (wish: { readonly reason: string } | Held) =>
      'id' in wish
        ? write<unknown>(`${path}/legal-holds/${wish.id}/lift`, {})
        : write<unknown>(`${path}/legal-holds`, wish),
    onSuccess: () => {
      setForm(undefined);
      void message.success(t('desk:holds.done'));
    },
    // The version of what is held moves with the act.
    onSettled: () => questions.invalidateQueries(),
  });
  const close = () => {
    doing.reset();
    setForm(undefined);
  };
  const rows = held.data ?? [];
  return (
    <section aria-labelledby="legal-holds">
      <h2 id="legal-holds">{t('desk:holds.title')}</h2>
      {held.data !== undefined && rows.length === 0 && <p className="quiet">{t('desk:holds.none')}</p>}
      {held.isError && <p className="failed">{t('desk:state.errorText')}</p>}
      <ul>
        {rows.map((one) => (
          <li key={one.id}>
            {one.reason}{' '}
            <span className="quiet">
              {one.placedByName} · {instantText(one.placedAt, today, t)}
            </span>{' '}
            {mayLift && (
              <Button size="small" onClick={() => setForm(one)}>
                {t('desk:holds.lift')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {mayHold && <Button onClick={() => setForm('place')}>{t('desk:holds.place')}</Button>}
      {form !== undefined && (
        <AskDrawer
          title={t(form === 'place' ? 'desk:holds.place' : 'desk:holds.lift')}
          submit={t(form === 'place' ? 'desk:holds.place' : 'desk:holds.lift')}
          fields={
            form === 'place'
              ? [
                  {
                    name: 'reason',
                    label: t('desk:holds.reason'),
                    kind: 'text',
                    required: true,
                    hint: t('desk:holds.reasonHint'),
                  },
                ]
              : []
          }
          body={HoldBody}
          draft={form === 'place' ? path : null}
          busy={doing.isPending}
          error={doing.error}
          onClose={close}
          onAsked={({ reason }) => doing.mutate(form === 'place' ? { reason: String(reason) } : form)}
        >
          <p>{t(form === 'place' ? 'desk:holds.placeNote' : 'desk:holds.liftNote')}</p>
        </AskDrawer>
      )}
    </section>
  );
};
