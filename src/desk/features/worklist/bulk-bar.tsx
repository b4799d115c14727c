import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Select } from 'antd';
import { useState } from 'react';
import { mayHold } from '#kernel/case-holders.ts';
import type { AssignManyAnswer } from '#modules/complaints/desk-contract.ts';
import type { WorklistRow } from '#modules/complaints/worklist-contract.ts';
import { problemOf, write } from '../../kit/api.ts';
import { problemLines } from '../../kit/place-faults.ts';
import { keys, useBureaus, useSession, useStaff } from '../../kit/questions.ts';
import { useTexts } from '../../kit/texts.ts';
import { useClear } from '../../kit/use-clear.tsx';
import { portionsOf } from './portions.ts';

type BulkProps = {
  readonly rows: readonly WorklistRow[];
  readonly onClear: () => void;
  /** Called with what could not be assigned, so that it stays chosen. */
  readonly onKeep: (numbers: readonly string[]) => void;
};

type Outcome = {
  readonly name: string;
  readonly done: number;
  readonly failed: AssignManyAnswer['results'];
  /** Not tried any more, and why. */
  readonly left: number;
  readonly stopped?: string | undefined;
};
type Sent = AssignManyAnswer & { readonly left: readonly string[]; readonly stopped?: string };

export const BulkBar = ({ rows, onClear, onKeep }: BulkProps) => {
  const t = useTexts();
  const clear = useClear();
  const { message } = App.useApp();
  const questions = useQueryClient();
  const bureaus = new Set(rows.map((row) => row.bureau));
  const [bureau] = bureaus.size === 1 ? bureaus : [];
  const units = useBureaus();
  const stations = (units.data ?? []).filter((one) => one.kind === 'station' && one.parent === bureau);
  const staff = useStaff(bureaus.size === 1 ? rows[0]?.bureau : undefined);
  const [picked, setPicked] = useState<string>();
  const [station, setStation] = useState<string>();
  const [outcome, setOutcome] = useState<Outcome>();
  const kind = (units.data ?? []).find(({ id }) => id === bureau)?.kind;
  const people = (staff.data ?? []).filter(({ roles }) => rows.every(({ phase }) => mayHold(roles, { kind, phase })));
  // Who may not hold a case chosen later is not kept.
  const to = people.find(({ account }) => account === picked)?.account;
  const own = useSession().data?.account;
  const others = rows.filter(({ handler }) => handler !== null && handler !== own && handler !== to).length;
  const sendPortion = (portion: readonly WorklistRow[]) =>
    write<AssignManyAnswer>(
      '/worklist/assign',
      {
        cases: portion.map(({ number, version }) => ({ number, version })),
        ...(to === undefined ? {} : { to }),
        ...(station === undefined ? {} : { station }),
      },
      { idempotencyKey: crypto.randomUUID() },
    );
  const assign = useMutation({
    mutationFn: async (): Promise<Sent> => {
      const results: AssignManyAnswer['results'] = [];
      for (const portion of portionsOf(rows)) {
        try {
          results.push(...(await sendPortion(portion)).results);
        } catch (error) {
          if (results.length === 0) throw error;
          // What went before is done; the rest stays chosen with the reason.
          const left = rows.map(({ number }) => number).filter((one) => !results.some(({ number }) => number === one));
          return { results, left, stopped: problemOf(error)?.detail ?? t('desk:state.errorText') };
        }
      }
      return { results, left: [] };
    },
    onSuccess: ({ results, left, stopped }) => {
      const failed = results.filter((one) => one.problem !== null);
      const done = results.length - failed.length;
      const name = [
        people.find((one) => one.account === to)?.name,
        station === 'none' ? t('desk:bulk.noStation') : stations.find((one) => one.id === station)?.name,
      ]
        .filter(Boolean)
        .join(t('desk:separator'));
      setOutcome({ name, done, failed, left: left.length, stopped });
      onKeep([...failed.map((one) => one.number), ...left]);
      if (failed.length + left.length === 0) {
        void message.success(t('desk:bulk.done', { count: done, name }));
        // The bar goes with the choice, the last row sometimes with it: the keyboard stands on the page.
        document.getElementById('content')?.focus({ preventScroll: true });
      }
      void questions.invalidateQueries({ queryKey: keys.worklist });
      void questions.invalidateQueries({ queryKey: keys.counts });
    },
  });
  const problem = problemOf(assign.error);
  return (
    <section className="bulk" aria-live="polite">
      <strong>{t('desk:bulk.chosen', { count: rows.length })}</strong>
      {others > 0 && <span>{t('desk:bulk.others', { count: others })}</span>}
      <Select
        aria-label={t('desk:bulk.assign')}
        placeholder={t('desk:bulk.person')}
        allowClear={clear}
        showSearch={{ optionFilterProp: 'label' }}
        popupMatchSelectWidth={false}
        value={to ?? null}
        onChange={(value?: string | null) => setPicked(value ?? undefined)}
        options={people.map((one) => ({
          value: one.account,
          label: one.name,
        }))}
      />
      {stations.length > 0 && (
        <Select
          aria-label={t('desk:bulk.station')}
          placeholder={t('desk:bulk.station')}
          allowClear={clear}
          showSearch={{ optionFilterProp: 'label' }}
          popupMatchSelectWidth={false}
          value={station ?? null}
          onChange={(value?: string | null) => setStation(value ?? undefined)}
          options={[
            ...stations.map((one) => ({ value: one.id, label: one.name })),
            { value: 'none', label: t('desk:bulk.noStation') },
          ]}
        />
      )}
      <Button
        type="primary"
        disabled={to === undefined && station === undefined}
        loading={assign.isPending}
        onClick={() => assign.mutate()}
      >
        {t('desk:bulk.do')}
      </Button>
      <Button type="text" onClick={onClear}>
        {t('desk:bulk.clear')}
      </Button>
      {assign.isError && (
        <Alert
          type="error"
          title={problem === undefined ? t('desk:state.errorText') : problemLines(problem).join(' ')}
        />
      )}
      {outcome && outcome.failed.length + outcome.left > 0 && (
        <Alert
          type="warning"
          title={[
            t('desk:bulk.done', { count: outcome.done, name: outcome.name }),
            ...(outcome.failed.length === 0 ? [] : [t('desk:bulk.failed', { count: outcome.failed.length })]),
            ...(outcome.left === 0 ? [] : [t('desk:bulk.left', { count: outcome.left, why: outcome.stopped ?? '' })]),
          ].join(' · ')}
          description={
            <ul>
              {outcome.failed.map((one) => (
                <li key={one.number}>
                  {one.number} · {one.problem?.detail ?? one.problem?.title}
                </li>
              ))}
            </ul>
          }
        />
      )}
    </section>
  );
};
