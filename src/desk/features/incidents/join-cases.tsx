import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Checkbox, Form, Input } from 'antd';
import { useId, useState } from 'react';
import type { IncidentView, Matches, MemberSearch } from '#modules/complaints/incidents/contract.ts';
import { problemOf, write } from '../../kit/api.ts';
import { OperatorField } from '../../kit/fields/choice-fields.tsx';
import { DayField } from '../../kit/fields/day-field.tsx';
import { Overtaken } from '../../kit/overtaken.tsx';
import { useRequestKey } from '../../kit/request-key.ts';
import { SideDrawer } from '../../kit/side-drawer.tsx';
import { useTexts } from '../../kit/texts.ts';
import { useSeen } from '../../kit/use-seen.ts';
import { useToday } from '../../kit/use-today.ts';
import { incidentSeen } from './incident-seen.ts';

type JoinProps = { readonly view: IncidentView; readonly onClose: () => void };

const filled = (typed: MemberSearch): MemberSearch =>
  Object.fromEntries(Object.entries(typed).filter(([, value]) => Boolean(value)));

/** Open complaints of one operator and a period, looked over one by one before they join the event. */
export const JoinCases = ({ view, onClose }: JoinProps) => {
  const t = useTexts();
  const today = useToday();
  const { message } = App.useApp();
  const questions = useQueryClient();
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [reasons, setReasons] = useState('');
  const reasonsId = useId();
  const search = useMutation({
    mutationFn: (typed: MemberSearch) => write<Matches>(`/incidents/${view.id}/search`, filled(typed)),
    onSuccess: ({ numbers }) => setChosen(numbers),
  });
  const seen = incidentSeen(view, today, t);
  const keyOf = useRequestKey();
  const join = useMutation({
    mutationFn: ({ numbers, version }: { numbers: readonly string[]; version: number }) => {
      const order = { act: 'join-incident', numbers, ...(isOther ? { body: { reasons: reasons.trim() } } : {}) };
      return write(`/incidents/${view.id}/batches`, order, { version, idempotencyKey: keyOf(order) });
    },
    onSuccess: () => {
      void message.success(t('desk:incidents.ordered'));
      onClose();
    },
    onSettled: () => questions.invalidateQueries({ queryKey: ['incidents'] }),
  });
  const { version, overtaken, isRefused } = useSeen(seen, { draft: null, act: 'join', error: join.error });
  const problem = problemOf(join.error ?? search.error);
  const found = search.data;
  const isOther = view.operator !== null && search.variables?.operator !== view.operator;
  const known = view.operator === null ? undefined : { id: view.operator, name: view.operatorName ?? view.operator };
  return (
    <SideDrawer
      size={560}
      onClose={onClose}
      title={t('desk:incidents.act.join')}
      footer={
        <div className="drawer-foot">
          <Button
            type="primary"
            loading={join.isPending}
            disabled={chosen.length === 0 || (isOther && reasons.trim() === '')}
            onClick={() => join.mutate({ numbers: chosen, version })}
          >
            {t('desk:incidents.joinAll', { count: chosen.length })}
          </Button>
          <Button onClick={onClose}>{t('desk:acts.cancel')}</Button>
        </div>
      }
    >
      {overtaken !== undefined && !join.isPending && <Overtaken opened={overtaken} now={seen} />}
      {(search.isError || join.isError) && !isRefused && (
        <Alert type="error" showIcon title={problem?.detail ?? problem?.title ?? t('desk:state.errorText')} />
      )}
      <p className="quiet">{t('desk:incidents.joinNote')}</p>
      <Form
        layout="vertical"
        initialValues={{ operator: view.operator ?? undefined }}
        onFinish={(typed: MemberSearch) => search.mutate(typed)}
      >
        <Form.Item
          name="operator"
          label={t('desk:incidents.operator')}
          validateTrigger="onSubmit"
          rules={[{ required: true, message: t('desk:acts.requiredChoice', { field: t('desk:incidents.operator') }) }]}
        >
          <OperatorField known={known} />
        </Form.Item>
        <Form.Item name="from" label={t('desk:incidents.filedFrom')}>
          <DayField today={today} days="past" />
        </Form.Item>
        <Form.Item name="to" label={t('desk:incidents.filedTo')}>
          <DayField today={today} days="past" />
        </Form.Item>
        <Button htmlType="submit" loading={search.isPending}>
          {t('desk:incidents.look')}
        </Button>
      </Form>
      {found !== undefined && <Found {...found} chosen={chosen} onChosen={setChosen} />}
      {chosen.length > 0 && isOther && (
        <div>
          <label htmlFor={reasonsId}>{t('complaint:field.joinReasons')}</label>
          <p className="quiet" id={`${reasonsId}-hint`}>
            {t('complaint:hint.joinReasons')}
          </p>
          <Input.TextArea
            id={reasonsId}
            aria-describedby={`${reasonsId}-hint`}
            rows={3}
            maxLength={2000}
            value={reasons}
            onChange={(typed) => setReasons(typed.target.value)}
          />
        </div>
      )}
    </SideDrawer>
  );
};

type FoundProps = Pick<Matches, 'numbers' | 'inAnother'> & {
  readonly chosen: readonly string[];
  readonly onChosen: (numbers: readonly string[]) => void;
};

const Found = ({ numbers, inAnother, chosen, onChosen }: FoundProps) => {
  const t = useTexts();
  return (
    <>
      {numbers.length === 0 ? (
        <p className="quiet">{t('desk:incidents.none')}</p>
      ) : (
        <Choice numbers={numbers} chosen={chosen} onChosen={onChosen} />
      )}
      {inAnother.length > 0 && (
        <>
          <p className="quiet">{t('desk:incidents.inAnother', { count: inAnother.length })}</p>
          <ul className="quiet">
            {inAnother.map(({ number, incident }) => (
              <li key={number}>{[number, incident].filter(Boolean).join(' · ')}</li>
            ))}
          </ul>
        </>
      )}
    </>
  );
};

const Choice = ({ numbers, chosen, onChosen }: Omit<FoundProps, 'inAnother'>) => {
  const t = useTexts();
  const isAll = chosen.length === numbers.length;
  return (
    <>
      <p>
        <Checkbox
          checked={isAll}
          indeterminate={!isAll && chosen.length > 0}
          onChange={() => onChosen(isAll ? [] : numbers)}
        >
          {t('desk:incidents.found', { count: numbers.length })}
        </Checkbox>
      </p>
      <Checkbox.Group
        className="found-cases"
        value={[...chosen]}
        onChange={onChosen}
        options={numbers.map((number) => ({ value: number, label: number }))}
      />
    </>
  );
};
