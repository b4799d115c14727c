import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Form, Input, Radio } from 'antd';
import { useState } from 'react';
import { addDays, dayOf } from '#kernel/day.ts';
import type { RuleSwitch } from '#kernel/rule.ts';
import type { DecreeMoves, SettingBody } from '#modules/complaints/law-contract.ts';
import { problemOf, write } from '../../kit/api.ts';
import { DayField } from '../../kit/fields/day-field.tsx';
import { rulesKey } from '../../kit/law-questions.ts';
import { keys, useSession } from '../../kit/questions.ts';
import { SideDrawer } from '../../kit/side-drawer.tsx';
import { useTexts } from '../../kit/texts.ts';
import { asDay } from '../../kit/when.ts';
import { choiceText } from './choice-text.ts';
import { Moves } from './moves.tsx';

type Typed = Pick<SettingBody, 'value' | 'effectiveFrom' | 'reason'>;
type DrawerProps = { readonly question: RuleSwitch; readonly onClose: () => void };

/** An open question is decided from a day on, after it was shown whose cases that moves. */
export const SettingDrawer = ({ question, onClose }: DrawerProps) => {
  const t = useTexts();
  const { message } = App.useApp();
  const questions = useQueryClient();
  const session = useSession();
  const today = asDay(session.data?.today) ?? dayOf(new Date(session.dataUpdatedAt));
  const [form] = Form.useForm<Typed>();
  const [preview, setPreview] = useState<{ body: SettingBody; moves: DecreeMoves }>();
  const look = useMutation({
    mutationFn: async (body: SettingBody) => ({
      body,
      moves: await write<DecreeMoves>('/law/settings/preview', body),
    }),
    onSuccess: setPreview,
  });
  const decide = useMutation({
    mutationFn: (body: SettingBody) => write<DecreeMoves>('/law/settings', body),
    onSuccess: ({ total, reports }) => {
      void questions.invalidateQueries({ queryKey: rulesKey });
      void questions.invalidateQueries({ queryKey: keys.worklist });
      void questions.invalidateQueries({ queryKey: ['reports'] });
      void message.success(t('desk:law.decided', { n: total, reports }));
      onClose();
    },
  });
  const problem = problemOf(decide.error ?? look.error);
  const need = (name: string) => [
    { required: true, message: t('desk:acts.required', { field: t(`desk:law.${name}`) }) },
  ];
  return (
    <SideDrawer
      size={520}
      onClose={onClose}
      title={t('desk:law.decideTitle', { question: t(`law:switch.${question.name}`) })}
      footer={
        <div className="drawer-foot">
          {preview === undefined ? (
            <Button type="primary" loading={look.isPending} onClick={() => form.submit()}>
              {t('desk:law.preview')}
            </Button>
          ) : (
            <Button type="primary" loading={decide.isPending} onClick={() => decide.mutate(preview.body)}>
              {t('desk:law.decide')}
            </Button>
          )}
          <Button onClick={onClose}>{t('desk:acts.cancel')}</Button>
        </div>
      }
    >
      {(look.isError || decide.isError) && (
        <Alert type="error" showIcon title={problem?.detail ?? problem?.title ?? t('desk:state.errorText')} />
      )}
      {question.note !== undefined && <p className="quiet">{t(`law:switch-note.${question.note}`)}</p>}
      <Form
        form={form}
        layout="vertical"
        initialValues={{ effectiveFrom: addDays(today, 1) }}
        onValuesChange={() => setPreview(undefined)}
        onFinish={(typed) => look.mutate({ rule: question.rule, name: question.name, ...typed })}
      >
        <Form.Item name="value" label={t('desk:law.value')} rules={need('value')} validateTrigger="onSubmit">
          <Radio.Group
            options={question.choices.map((choice) => ({ value: choice, label: choiceText(choice, question.name, t) }))}
          />
        </Form.Item>
        <Form.Item
          name="effectiveFrom"
          label={t('desk:law.effectiveFrom')}
          rules={need('effectiveFrom')}
          validateTrigger="onSubmit"
        >
          <DayField today={today} />
        </Form.Item>
        <Form.Item name="reason" label={t('desk:law.reason')} rules={need('reason')} validateTrigger="onSubmit">
          <Input.TextArea rows={3} className="field-long" maxLength={500} />
        </Form.Item>
      </Form>
      {preview !== undefined && <Moves moves={preview.moves} today={today} />}
    </SideDrawer>
  );
};
