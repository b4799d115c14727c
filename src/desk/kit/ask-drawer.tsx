import { Alert, Button, Form } from 'antd';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { problemOf } from './api.ts';
import { AskControl } from './ask-control.tsx';
import { type Asked, type AskField, faultIn, shownOf, valuesOf } from './ask-field.ts';
import { draftOf, dropDraft, keepDraft } from './drafts.ts';
import { hand } from './hand.ts';
import { filesIn } from './handed-in.ts';
import { placeFaults, problemLines } from './place-faults.ts';
import { limitsIn, linesOf, type Shape } from './shape-limits.ts';
import { SideDrawer } from './side-drawer.tsx';
import { useTexts } from './texts.ts';

/** Puts lines below those typed already. */
type AddLines = (name: string, lines: readonly string[]) => void;

export type AskProps = {
  readonly title: string;
  readonly fields: readonly AskField[];
  /** The body of the contract that is sent: its limits are those of the fields of the same names. */
  readonly body?: unknown;
  readonly initial?: Asked;
  readonly submit: string;
  readonly busy: boolean;
  readonly error: unknown;
  /** What the error says is told by the children. */
  readonly isTold?: boolean;
  /** It can be done no more; what was typed is still to be read. */
  readonly isGone?: boolean;
  /** What the form is about: what was typed comes back when it is opened anew. Null where nothing worth keeping is typed. */
  readonly draft: string | null;
  readonly children?: ReactNode | ((add: AddLines) => ReactNode);
  readonly onAsked: (values: Asked) => void;
  readonly onTyped?: () => void;
  /** What was typed before has been thrown away. */
  readonly onBegin?: () => void;
  readonly onClose: () => void;
};

/** What was typed before, of what is asked now: kept by name, as the whole form. */
const useDraft = (place: string | null, submit: string) => {
  const [kept] = useState(() => (place === null ? undefined : draftOf(place, submit)));
  const isSent = useRef(false);
  useEffect(
    () => () => {
      // Gone without having been closed: it was done.
      if (place !== null && isSent.current) dropDraft(place, submit);
    },
    [place, submit],
  );
  return {
    kept,
    keep: (typed: Asked) => place !== null && keepDraft(place, submit, typed),
    drop: () => place !== null && dropDraft(place, submit),
    sent: (isOnItsWay: boolean) => {
      isSent.current = isOnItsWay;
    },
  };
};

export const AskDrawer = (props: AskProps) => {
  const { title, fields, body, initial, submit, busy, error, isGone = false, isTold = false } = props;
  const { children, onAsked, onClose } = props;
  const t = useTexts();
  const [form] = Form.useForm<Record<string, unknown>>();
  const draft = useDraft(props.draft, submit);
  const [isKept, setIsKept] = useState(draft.kept !== undefined);
  // What was refused before the form was opened is not about this one.
  const [before] = useState(error);
  const refused = error === before ? undefined : (error ?? undefined);
  const problem = problemOf(refused);
  const typed: Asked = Form.useWatch([], form) ?? { ...initial, ...draft.kept };
  const shown = shownOf(fields, typed);
  const names = new Set(shown.map(({ name }) => name));
  const placed = problem === undefined ? undefined : placeFaults(problem, names, t);
  const limitsOf = (field: AskField) => limitsIn(body as Shape | undefined, field.name);

  const showFaults = () => {
    if (refused !== undefined) draft.sent(false);
    if (placed === undefined || placed.atFields.length === 0) return;
    form.setFields(placed.atFields.map(({ name, texts }) => ({ name, errors: [...texts] })));
    const [first] = placed.atFields;
    if (first !== undefined) form.scrollToField(first.name, { focus: true });
  };
  const show = useRef(showFaults);
  show.current = showFaults;
  useEffect(() => {
    if (refused !== undefined) show.current();
  }, [refused]);

  const close = () => {
    draft.sent(false);
    // What comes back with the draft is still wanted.
    if (props.draft === null) hand.letGo(filesIn(form.getFieldsValue(true)));
    onClose();
  };
  const begin = () => {
    hand.letGo(filesIn(form.getFieldsValue(true)));
    draft.drop();
    props.onBegin?.();
    setIsKept(false);
    form.setFieldsValue({
      ...Object.fromEntries(fields.map(({ name }) => [name, undefined])),
      ...initial,
    });
  };
  const keep = (all: Asked) => {
    draft.keep(all);
    props.onTyped?.();
  };
  const add: AddLines = (name, lines) => {
    const have = String(form.getFieldValue(name) ?? '');
    const text = [...linesOf(have), ...lines.filter((line) => !linesOf(have).includes(line))].join('\n');
    form.setFieldsValue({ [name]: text });
    keep({ ...form.getFieldsValue(true), [name]: text });
  };
  const isUnplaced = placed === undefined || placed.atFields.length === 0 || placed.elsewhere.length > 0;
  return (
    <SideDrawer
      size={480}
      onClose={close}
      title={title}
      footer={
        <div className="drawer-foot">
          <Button type="primary" loading={busy} disabled={isGone} onClick={() => form.submit()}>
            {submit}
          </Button>
          <Button onClick={close}>{t('desk:acts.cancel')}</Button>
        </div>
      }
    >
      {refused !== undefined && !isTold && isUnplaced && (
        <Alert
          type="error"
          showIcon
          title={problem === undefined ? t('desk:state.errorText') : problemLines(problem)[0]}
          description={placed?.elsewhere.map((text) => <p key={text}>{text}</p>)}
        />
      )}
      {isKept && (
        <p className="quiet">
          {t('desk:acts.kept')}{' '}
          <Button size="small" type="link" onClick={begin}>
            {t('desk:acts.beginAnew')}
          </Button>
        </p>
      )}
      {typeof children === 'function' ? children(add) : children}
      <Form
        form={form}
        layout="vertical"
        initialValues={{ ...initial, ...draft.kept }}
        onValuesChange={(_, all: Asked) => keep(all)}
        onFinish={(values: Asked) => {
          draft.sent(true);
          onAsked(valuesOf(fields, values));
        }}
        scrollToFirstError={{ focus: true }}
      >
        {shown.map((field) => (
          <Form.Item
            key={field.name}
            name={field.name}
            label={field.label}
            validateTrigger="onSubmit"
            required={typeof field.required === 'function' ? field.required(typed) : field.required === true}
            {...(field.hint === undefined ? {} : { extra: field.hint })}
            rules={[
              {
                validator: (_: unknown, value: unknown) => {
                  const fault = faultIn(field, value, typed, limitsOf(field), t);
                  return fault === undefined ? Promise.resolve() : Promise.reject(new Error(fault));
                },
              },
            ]}
          >
            <AskControl field={field} values={typed} limits={limitsOf(field)} />
          </Form.Item>
        ))}
      </Form>
    </SideDrawer>
  );
};
