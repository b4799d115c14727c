import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Select } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { yuanText } from '#kernel/money.ts';
import { actBodies } from '#modules/complaints/contract.ts';
import type { BatchResults, BatchView, Claims, IncidentView } from '#modules/complaints/incidents/contract.ts';
import { read, write } from '../../kit/api.ts';
import type { Asked } from '../../kit/ask-field.ts';
import { useRules } from '../../kit/law-questions.ts';
import { routes } from '../../kit/paths.ts';
import { useRequestKey } from '../../kit/request-key.ts';
import { useTexts } from '../../kit/texts.ts';
import { useToday } from '../../kit/use-today.ts';
import { VersionedAsk } from '../../kit/versioned-ask.tsx';
import { type BatchAct, batchActs, batchFields, batchOrder } from './incident-forms.ts';
import { incidentSeen } from './incident-seen.ts';

/** One act on all complaints of the event; each is decided by itself, and what was refused is listed. */
export const Batches = ({ view }: { readonly view: IncidentView }) => {
  const t = useTexts();
  const { message } = App.useApp();
  const questions = useQueryClient();
  const [act, setAct] = useState<BatchAct>();
  const law = useRules();
  const today = useToday();
  const claims = useQuery({
    queryKey: ['incidents', view.id, 'claims', view.version],
    queryFn: async ({ signal }) => (await read<Claims>(`/incidents/${view.id}/claims`, signal)).rows,
    enabled: act === 'record-agreement',
  });
  const isReady = act !== 'record-agreement' || !claims.isPending;
  const keyOf = useRequestKey();
  const order = useMutation({
    mutationFn: ({ name, body, version }: { name: BatchAct; body: Asked; version: number }) => {
      const order = batchOrder(name, body);
      return write(`/incidents/${view.id}/batches`, order, { version, idempotencyKey: keyOf(order) });
    },
    onSuccess: () => {
      setAct(undefined);
      void message.success(t('desk:incidents.ordered'));
    },
    onSettled: () => questions.invalidateQueries({ queryKey: ['incidents'] }),
  });
  return (
    <section>
      <h2>{t('desk:incidents.batches')}</h2>
      {view.phase === 'open' && (
        <Select
          aria-label={t('desk:incidents.batchAct')}
          placeholder={t('desk:incidents.batchAct')}
          popupMatchSelectWidth={false}
          value={null}
          options={batchActs.map((one) => ({ value: one, label: t(`complaint:act.${one}`) }))}
          onChange={(chosen: BatchAct | null) => chosen !== null && setAct(chosen)}
        />
      )}
      <ul className="batches">
        {view.batches.map((batch) => (
          <BatchLine key={batch.batch} incident={view.id} batch={batch} />
        ))}
      </ul>
      {act !== undefined && isReady && (
        <VersionedAsk
          key={act}
          title={t(`complaint:act.${act}`)}
          submit={t(`complaint:act.${act}`)}
          fields={batchFields(act, t, {
            rules: law.data?.rulebook.rules ?? [],
            today,
            bureau: view.bureau,
          })}
          {...(act === 'record-agreement' ? { initial: agreementBegins(claims.data ?? []) } : {})}
          body={actBodies[act]}
          seen={incidentSeen(view, today, t)}
          isGone={view.phase !== 'open'}
          draft={view.number}
          busy={order.isPending}
          error={order.error}
          onClose={() => {
            order.reset();
            setAct(undefined);
          }}
          onAsked={(body, version) => order.mutate({ name: act, body, version })}
        >
          <p>{t('desk:incidents.batchNote')}</p>
        </VersionedAsk>
      )}
    </section>
  );
};

/** Those in mediation or accepted, each with what it claims: the officer writes what was agreed. */
const agreementBegins = (rows: Claims['rows']): Asked => ({
  form: 'mediation-paper',
  amounts: rows
    .filter(({ phase }) => phase === 'mediating' || phase === 'accepted')
    .map(({ number, claimedFen }) => `${number} ${claimedFen === null ? '' : yuanText(claimedFen)}`.trim())
    .join('\n'),
});

const BatchLine = ({ incident, batch }: { readonly incident: string; readonly batch: BatchView }) => {
  const t = useTexts();
  const questions = useQueryClient();
  const path = `/incidents/${incident}/batches/${batch.batch}`;
  const refused = useQuery({
    queryKey: ['incidents', incident, 'batch', batch.batch, batch.refused],
    queryFn: async ({ signal }) => (await read<BatchResults>(`${path}?state=refused`, signal)).cases,
    enabled: batch.refused > 0,
  });
  const resume = useMutation({
    mutationFn: () => write(`${path}/resume`, {}),
    onSettled: () => questions.invalidateQueries({ queryKey: ['incidents'] }),
  });
  return (
    <li>
      <p>
        {t('desk:incidents.batchLine', {
          act: t(`complaint:act.${batch.act}`),
          total: batch.total,
          done: batch.done,
          refused: batch.refused,
          waiting: batch.waiting,
        })}{' '}
        {(batch.waiting > 0 || refused.data?.some((one) => one.problem?.code === 'batch-case-failed') === true) && (
          <Button size="small" loading={resume.isPending} onClick={() => resume.mutate()}>
            {t('desk:incidents.resume')}
          </Button>
        )}
      </p>
      {refused.data !== undefined && refused.data.length > 0 && (
        <details>
          <summary>{t('desk:incidents.refusedCases')}</summary>
          <ul>
            {refused.data.map((one) => (
              <li key={one.number}>
                <Link to={routes.caseOf(one.number)}>{one.number}</Link> · {one.problem?.detail ?? one.problem?.title}
              </li>
            ))}
          </ul>
        </details>
      )}
    </li>
  );
};
