import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Form, Input } from 'antd';
import { useState } from 'react';
import { type FixedHoliday, fixedHolidaysLacking } from '#kernel/calendar.ts';
import type { Day } from '#kernel/day.ts';
import type { DecreeBody, DecreeMoves, LawCalendar } from '#modules/complaints/law-contract.ts';
import { problemOf, write } from '../../kit/api.ts';
import { calendarKey } from '../../kit/law-questions.ts';
import { keys } from '../../kit/questions.ts';
import { SideDrawer } from '../../kit/side-drawer.tsx';
import { hasText, useTexts } from '../../kit/texts.ts';
import { decreeLines, readDecreeLines } from './decree-text.ts';
import { FixedHolidays } from './fixed-holidays.tsx';
import { Moves } from './moves.tsx';

type DrawerProps = {
  readonly year: number;
  readonly decreed: LawCalendar['years'][number] | undefined;
  readonly today: Day;
  readonly onClose: () => void;
};
type Typed = { readonly decree: string; readonly holidays: string; readonly workdays: string };

/** A notice is typed in, shown with the cases it moves, and only then entered. */
export const DecreeDrawer = ({ year, decreed, today, onClose }: DrawerProps) => {
  const t = useTexts();
  const { message } = App.useApp();
  const questions = useQueryClient();
  const [form] = Form.useForm<Typed>();
  const [asked, setAsked] = useState<readonly FixedHoliday[]>([]);
  const [confirmed, setConfirmed] = useState('');
  const [preview, setPreview] = useState<{ body: DecreeBody; moves: DecreeMoves }>();
  const named = (name: string): string => (hasText(`law:holiday.${name}`) ? t(`law:holiday.${name}`) : name);
  const initial: Typed = {
    decree: decreed?.decree ?? `国务院办公厅关于${year}年部分节假日安排的通知`,
    holidays: decreeLines(decreed?.holidays ?? {}, named),
    workdays: decreeLines(decreed?.workdays ?? {}, named),
  };
  const look = useMutation({
    mutationFn: async (body: DecreeBody) => ({
      body,
      moves: await write<DecreeMoves>(`/law/calendar/${year}/preview`, body),
    }),
    onSuccess: setPreview,
  });
  const enter = useMutation({
    mutationFn: (body: DecreeBody) =>
      write<DecreeMoves>(`/law/calendar/${year}`, body, { idempotencyKey: crypto.randomUUID() }),
    onSuccess: ({ total, reports }) => {
      void questions.invalidateQueries({ queryKey: calendarKey });
      void questions.invalidateQueries({ queryKey: keys.worklist });
      void questions.invalidateQueries({ queryKey: ['reports'] });
      void message.success(t('desk:law.applied', { year: String(year), n: total, reports }));
      onClose();
    },
  });
  const problem = problemOf(enter.error ?? look.error);
  const failed = look.isError || enter.isError;

  const linesRule = (kind: 'holiday' | 'make-up') => ({
    validator: (_: unknown, text: string | undefined) => {
      const fault = readDecreeLines(text ?? '', kind).faults[0];
      return fault === undefined
        ? Promise.resolve()
        : Promise.reject(
            new Error(
              t(`desk:law.lineWrong.${fault.fault}`, { line: fault.line, text: fault.text, year: String(year) }),
            ),
          );
    },
  });
  const ask = ({ decree, holidays, workdays }: Typed) => {
    const days = [...readDecreeLines(holidays, 'holiday').days, ...readDecreeLines(workdays, 'make-up').days];
    const lacking = fixedHolidaysLacking(year, days);
    const notOff = lacking.map((one) => one.day);
    // Shown as a warning first: a day of the regulation becomes a working day only by a tick of its own.
    if (notOff.length > 0 && confirmed !== notOff.join()) {
      setAsked(lacking);
      return;
    }
    look.mutate({
      decree: decree.trim(),
      days,
      ...(notOff.length === 0 ? {} : { notOff }),
      knownRevision: decreed?.revision ?? 0,
    });
  };
  const addHolidays = () => {
    const typed: string = form.getFieldValue('holidays') ?? '';
    const added = Object.fromEntries(asked.map(({ day, name }) => [day, name]));
    const worked = new Set<string>(asked.map((one) => one.day));
    const kept = readDecreeLines(form.getFieldValue('workdays') ?? '', 'make-up').days.filter(
      (one) => !worked.has(one.day),
    );
    form.setFieldsValue({
      holidays: [typed.trim(), decreeLines(added, named)].filter(Boolean).join('\n'),
      workdays: decreeLines(Object.fromEntries(kept.map(({ day, name }) => [day, name])), named),
    });
    setAsked([]);
    form.submit();
  };

  return (
    <SideDrawer
      size={560}
      onClose={onClose}
      title={t(decreed === undefined ? 'desk:law.enter' : 'desk:law.amend', { year: String(year) })}
      footer={
        <div className="drawer-foot">
          {preview === undefined ? (
            <Button type="primary" loading={look.isPending} onClick={() => form.submit()}>
              {t('desk:law.preview')}
            </Button>
          ) : (
            <Button type="primary" loading={enter.isPending} onClick={() => enter.mutate(preview.body)}>
              {t('desk:law.apply')}
            </Button>
          )}
          <Button onClick={onClose}>{t('desk:acts.cancel')}</Button>
        </div>
      }
    >
      {failed && <Alert type="error" showIcon title={problem?.detail ?? problem?.title ?? t('desk:state.errorText')} />}
      <Form
        form={form}
        layout="vertical"
        initialValues={initial}
        onFinish={ask}
        onValuesChange={() => {
          setPreview(undefined);
          setAsked([]);
          setConfirmed('');
        }}
      >
        <Form.Item
          name="decree"
          label={t('desk:law.decreeName')}
          rules={[
            {
              required: true,
              whitespace: true,
              message: t('desk:acts.required', { field: t('desk:law.decreeName') }),
            },
          ]}
        >
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item
          name="holidays"
          label={t('desk:law.dayList')}
          extra={t('desk:law.dayListHint', { year: String(year) })}
          validateTrigger="onSubmit"
          rules={[
            { required: true, whitespace: true, message: t('desk:acts.required', { field: t('desk:law.dayList') }) },
            linesRule('holiday'),
          ]}
        >
          <Input.TextArea rows={7} className="field-long mono" />
        </Form.Item>
        <Form.Item
          name="workdays"
          label={t('desk:law.workList')}
          extra={t('desk:law.workListHint', { year: String(year) })}
          validateTrigger="onSubmit"
          rules={[linesRule('make-up')]}
        >
          <Input.TextArea rows={4} className="field-long mono" />
        </Form.Item>
      </Form>
      {asked.length > 0 && (
        <FixedHolidays
          lacking={asked}
          today={today}
          confirmed={confirmed !== ''}
          onAdd={addHolidays}
          onConfirm={(is) => {
            setPreview(undefined);
            setConfirmed(is ? asked.map((one) => one.day).join() : '');
          }}
        />
      )}
      {preview !== undefined && <Moves moves={preview.moves} today={today} />}
    </SideDrawer>
  );
};
