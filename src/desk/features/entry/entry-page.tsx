import './entry.css';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Form, Radio, Result } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { mayTakeDown } from '#kernel/taking-down.ts';
import { faultsOf } from '../../kit/act-answer.ts';
import { problemOf, write } from '../../kit/api.ts';
import { hand, settleFiles } from '../../kit/hand.ts';
import { filesIn } from '../../kit/handed-in.ts';
import { EntryField } from '../../kit/particulars/part.tsx';
import { PurchasePart } from '../../kit/particulars/purchase-part.tsx';
import { RespondentPart } from '../../kit/particulars/respondent-part.tsx';
import { paths } from '../../kit/paths.ts';
import { keys, useSession } from '../../kit/questions.ts';
import { Loading } from '../../kit/states.tsx';
import { useTexts } from '../../kit/texts.ts';
import { useTitle } from '../../kit/use-title.ts';
import { EntryDone, type Taken } from './entry-done.tsx';
import { dropEntry, keepEntry, keptEntry, newEntry } from './entry-draft.ts';
import { type Entry, entryKinds, wishOf } from './filing-of.ts';
import { JointPart } from './joint-part.tsx';
import { ClaimPart, MatterPart } from './matter-parts.tsx';
import { ChannelPart, ComplainantPart, OthersPart } from './people-parts.tsx';

/** Whoever takes nothing down is told who does, and where anybody can help somebody complain. */
export const EntryPage = () => {
  const t = useTexts();
  const { data: session } = useSession();
  if (session === undefined) return <Loading />;
  if (mayTakeDown('complaint', session.roles)) return <EntryForm />;
  return (
    <Result
      status="info"
      title={t('desk:entry.notYoursTitle')}
      subTitle={<p className="measure centred">{t('desk:entry.notYoursText')}</p>}
      extra={<Button href={paths.file}>{t('desk:entry.helpOnSite')}</Button>}
    />
  );
};

/** Counter, phone and letter: one page, the order of the official form, nothing typed twice. */
const EntryForm = () => {
  const t = useTexts();
  useTitle(t('desk:entry.title'));
  const questions = useQueryClient();
  const [form] = Form.useForm<Entry>();
  const kind = Form.useWatch('kind', form) ?? 'complaint';
  const [kept, setKept] = useState(keptEntry);
  const [faults, setFaults] = useState<readonly { name: string; text: string }[]>([]);
  const summary = useRef<HTMLDivElement>(null);
  // One key until it is recorded: pressing again after a broken line does not make two complaints.
  const idempotencyKey = useRef(crypto.randomUUID());
  const file = useMutation({
    mutationFn: async (entry: Entry): Promise<Taken> => {
      const { path, body } = wishOf(entry);
      const receipt = await write<Taken['receipt']>(path, body, { idempotencyKey: idempotencyKey.current });
      settleFiles(entry, body);
      return { kind: entry.kind ?? 'complaint', receipt };
    },
    onSuccess: () => {
      dropEntry();
      idempotencyKey.current = crypto.randomUUID();
      void questions.invalidateQueries({ queryKey: keys.worklist });
      void questions.invalidateQueries({ queryKey: keys.counts });
    },
    onError: (error) => {
      const problem = problemOf(error);
      if (problem === undefined) return;
      setFaults(faultsOf(problem).map((fault) => ({ name: fault.field, text: fault.text })));
    },
  });
  useEffect(() => {
    if (faults.length > 0) summary.current?.focus();
  }, [faults]);

  const startOver = () => {
    dropEntry();
    setKept(undefined);
    setFaults([]);
    form.resetFields();
  };
  if (file.data !== undefined)
    return (
      <EntryDone
        taken={file.data}
        onAnother={() => {
          file.reset();
          startOver();
        }}
      />
    );
  const problem = problemOf(file.error);
  return (
    <div className="page entry">
      <div className="page-head">
        <div>
          <h1>{t('desk:entry.title')}</h1>
          <p className="quiet measure">{t('desk:entry.intro')}</p>
        </div>
      </div>
      {kept !== undefined && (
        <Alert
          type="info"
          title={t('desk:entry.kept')}
          action={
            <Button
              size="small"
              onClick={() => {
                hand.letGo(filesIn(form.getFieldsValue(true)));
                startOver();
              }}
            >
              {t('desk:entry.discard')}
            </Button>
          }
        />
      )}
      {faults.length > 0 && (
        <div ref={summary} tabIndex={-1} className="error-summary" role="alert">
          <h2>{t('desk:entry.errors', { count: faults.length })}</h2>
          <ul>
            {faults.map((fault) => (
              <li key={fault.name}>
                <a href={`#entry_${fault.name.replaceAll('.', '_')}`}>{fault.text}</a>
              </li>
            ))}
          </ul>
        </div>
      )}
      {file.isError && faults.length === 0 && (
        <Alert type="error" showIcon title={problem?.detail ?? problem?.title ?? t('desk:state.errorText')} />
      )}
      <Form
        form={form}
        name="entry"
        layout="vertical"
        initialValues={kept ?? newEntry}
        onValuesChange={(_, all: Entry) => keepEntry(all)}
        onFinish={(entry: Entry) => {
          setFaults([]);
          file.mutate(entry);
        }}
        onFinishFailed={({ errorFields }) =>
          setFaults(errorFields.map((one) => ({ name: one.name.join('_'), text: one.errors[0] ?? '' })))
        }
      >
        <EntryField name="kind" label="kind" bare>
          <Radio.Group
            options={entryKinds.map((value) => ({ value, label: t(`desk:entry.kinds.${value}`) }))}
            optionType="button"
            buttonStyle="solid"
          />
        </EntryField>
        <ChannelPart />
        <ComplainantPart kind={kind} />
        {kind === 'complaint' && <JointPart />}
        {kind !== 'question' && <RespondentPart />}
        {kind === 'complaint' && <PurchasePart />}
        <MatterPart kind={kind} />
        {kind === 'complaint' && (
          <>
            <ClaimPart />
            <OthersPart />
          </>
        )}
        <div className="entry-foot">
          <Button type="primary" htmlType="submit" size="large" loading={file.isPending}>
            {t(file.isPending ? 'desk:entry.submitting' : 'desk:entry.submit')}
          </Button>
          <Button onClick={startOver}>{t('desk:entry.discard')}</Button>
        </div>
      </Form>
    </div>
  );
};
