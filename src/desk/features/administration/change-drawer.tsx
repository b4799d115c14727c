import { type QueryKey, useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Form } from 'antd';
import { type ReactNode, useRef } from 'react';
import type { Problem } from '#modules/complaints/case-contract.ts';
import { isConflict } from '../../kit/act-answer.ts';
import { problemOf } from '../../kit/api.ts';
import { Overtaken } from '../../kit/overtaken.tsx';
import { type PlacedFaults, placeFaults } from '../../kit/place-faults.ts';
import { SideDrawer } from '../../kit/side-drawer.tsx';
import { useTexts } from '../../kit/texts.ts';
import { useSeen } from '../../kit/use-seen.ts';
import type { Seen } from '../../kit/what-changed.ts';
import type { FieldSpec } from './change-field.ts';
import { ChangeField } from './change-field.tsx';

export type Values = Readonly<Record<string, unknown>>;

type ChangeProps<Answer> = {
  readonly title: string;
  /** What follows from it, in words. */
  readonly consequence?: ReactNode;
  readonly fields: readonly FieldSpec[];
  readonly initial?: Values;
  readonly act: string;
  /** The key is new with every opening of the form: sent twice is done once. */
  readonly send: (values: Values, idempotencyKey: string, version: number) => Promise<Answer>;
  /** Of a record that has versions, what the form begins with. */
  readonly seen?: Seen;
  readonly refresh: readonly QueryKey[];
  readonly said: string;
  readonly onClose: () => void;
  /** In place of closing. */
  readonly onDone?: (answer: Answer) => void;
};

const unversioned: Seen = { version: 0, shows: [] };
const nowhere: PlacedFaults = { atFields: [], elsewhere: [] };

/** Empty fields were not filled in: they are left out of what is sent. */
const filledIn = (values: Values): Values =>
  Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== undefined && value !== null && value !== ''),
  );

/** One change of the directory: its fields, what follows from it, and what the server says where it says no. */
export const ChangeDrawer = <Answer,>(props: ChangeProps<Answer>) => {
  const t = useTexts();
  const { message } = App.useApp();
  const questions = useQueryClient();
  const key = useRef(crypto.randomUUID());
  const [form] = Form.useForm<Record<string, unknown>>();
  const { fields, onClose, seen = unversioned } = props;
  const nameOf = new Map(fields.map(({ name, sentAs = name }) => [sentAs, name]));
  const placed = (said: Problem | undefined): PlacedFaults => {
    if (said === undefined) return nowhere;
    const { atFields, elsewhere } = placeFaults(said, new Set(nameOf.keys()), t);
    return { atFields: atFields.map(({ name, texts }) => ({ name: nameOf.get(name) ?? name, texts })), elsewhere };
  };
  const change = useMutation({
    mutationFn: (values: Values) => props.send(values, key.current, version),
    onSuccess: (answer) => {
      for (const queryKey of props.refresh) void questions.invalidateQueries({ queryKey });
      void message.success(props.said);
      if (props.onDone === undefined) onClose();
      else props.onDone(answer);
    },
    onError: (error) => {
      // A refused request left nothing behind: what is sent next is another one.
      key.current = crypto.randomUUID();
      const problem = problemOf(error);
      // Somebody was first: what stands there now is shown beside what was typed.
      if (isConflict(problem)) for (const queryKey of props.refresh) void questions.invalidateQueries({ queryKey });
      const { atFields } = placed(problem);
      form.setFields(atFields.map(({ name, texts }) => ({ name, errors: [...texts] })));
      const [first] = atFields;
      if (first !== undefined) form.scrollToField(first.name, { focus: true });
    },
  });
  const problem = problemOf(change.error);
  const { version, overtaken, isRefused } = useSeen(seen, { draft: null, act: props.act, error: change.error });
  const isNews = overtaken !== undefined && !change.isPending && !change.isSuccess;
  const { atFields, elsewhere } = placed(problem);
  const isUnplaced = atFields.length === 0 || elsewhere.length > 0;
  return (
    <SideDrawer
      size={480}
      onClose={onClose}
      title={props.title}
      footer={
        <div className="drawer-foot">
          <Button type="primary" loading={change.isPending} onClick={() => form.submit()}>
            {props.act}
          </Button>
          <Button onClick={onClose}>{t('desk:acts.cancel')}</Button>
        </div>
      }
    >
      {isNews && <Overtaken opened={overtaken} now={seen} />}
      {change.isError && !isRefused && isUnplaced && (
        <Alert
          type="error"
          showIcon
          className="change-problem"
          title={problem?.detail ?? problem?.title ?? t('desk:state.errorText')}
          description={elsewhere.map((text) => <p key={text}>{text}</p>)}
        />
      )}
      {props.consequence !== undefined && <p className="consequence-note">{props.consequence}</p>}
      <Form
        form={form}
        name="change"
        layout="vertical"
        initialValues={{ ...props.initial }}
        validateTrigger="onSubmit"
        onFinish={(values) => change.mutate(filledIn(values))}
      >
        {fields.map((field) => (
          <ChangeField key={field.name} field={field} />
        ))}
      </Form>
    </SideDrawer>
  );
};
