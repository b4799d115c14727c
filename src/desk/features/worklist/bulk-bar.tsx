import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Select } from 'antd';
import { useState } from 'react';
import type { AssignManyAnswer } from '#modules/complaints/desk-contract.ts';
import type { WorklistRow } from '#modules/complaints/worklist-contract.ts';
import { problemOf, write } from '../../kit/api.ts';
import { keys, useStaff } from '../../kit/questions.ts';
import { useTexts } from '../../kit/texts.ts';

type BulkProps = {
  readonly rows: readonly WorklistRow[];
  readonly onClear: () => void;
  /** Called with what could not be assigned, so that it stays chosen. */
  readonly onKeep: (numbers: readonly string[]) => void;
};

const holdsCases = new Set(['handler', 'bureau-head', 'intake-officer']);

type Outcome = { readonly name: string; readonly done: number; readonly failed: AssignManyAnswer['results'] };

export const BulkBar = ({ rows, onClear, onKeep }: BulkProps) => {
  const t = useTexts();
  const questions = useQueryClient();
  const bureaus = new Set(rows.map((row) => row.bureau));
  const staff = useStaff(bureaus.size === 1 ? rows[0]?.bureau : undefined);
  const [to, setTo] = useState<string>();
  const [outcome, setOutcome] = useState<Outcome>();
  const people = (staff.data ?? []).filter((one) => one.roles.some((role) => holdsCases.has(role)));
  const assign = useMutation({
    mutationFn: (person: string) =>
      write<AssignManyAnswer>(
        '/worklist/assign',
        { cases: rows.map(({ number, version }) => ({ number, version })), to: person },
        { idempotencyKey: crypto.randomUUID() },
      ),
    onSuccess: ({ results }, person) => {
      const failed = results.filter((one) => one.problem !== null);
      setOutcome({
        name: people.find((one) => one.account === person)?.name ?? '',
        done: results.length - failed.length,
        failed,
      });
      onKeep(failed.map((one) => one.number));
      void questions.invalidateQueries({ queryKey: keys.worklist });
      void questions.invalidateQueries({ queryKey: keys.counts });
    },
  });
  const problem = problemOf(assign.error);
  return (
    <section className="bulk" aria-live="polite">
      <strong>{t('desk:bulk.chosen', { count: rows.length })}</strong>
      <Select
        aria-label={t('desk:bulk.assign')}
        placeholder={t('desk:bulk.person')}
        showSearch={{ optionFilterProp: 'label' }}
        popupMatchSelectWidth={false}
        value={to ?? null}
        onChange={(value: string | null) => setTo(value ?? undefined)}
        options={people.map((one) => ({
          value: one.account,
          label: one.name,
        }))}
      />
      <Button
        type="primary"
        disabled={to === undefined}
        loading={assign.isPending}
        onClick={() => to !== undefined && assign.mutate(to)}
      >
        {t('desk:bulk.do')}
      </Button>
      <Button type="text" onClick={onClear}>
        {t('desk:bulk.clear')}
      </Button>
      {problem && <Alert type="error" title={problem.detail ?? problem.title} />}
      {outcome && outcome.failed.length > 0 && (
        <Alert
          type="warning"
          title={`${t('desk:bulk.done', { count: outcome.done, name: outcome.name })} · ${t('desk:bulk.failed', { count: outcome.failed.length })}`}
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
