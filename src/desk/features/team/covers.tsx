import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { dayOf } from '#kernel/day.ts';
import type { CoverBody } from '#modules/complaints/desk-contract.ts';
import { problemOf, write } from '../../kit/api.ts';
import { StaffField } from '../../kit/fields/choice-fields.tsx';
import { DayField } from '../../kit/fields/day-field.tsx';
import { keys, useCovers, useSession } from '../../kit/questions.ts';
import { useTexts } from '../../kit/texts.ts';
import { asDay, dayOrText } from '../../kit/when.ts';

/** Who stands in for whom, and until when; a bureau head arranges and ends it. */
export const Covers = ({ mayArrange }: { readonly mayArrange: boolean }) => {
  const t = useTexts();
  const questions = useQueryClient();
  const covers = useCovers();
  const session = useSession();
  const today = asDay(session.data?.today) ?? dayOf(new Date(covers.dataUpdatedAt));
  const [arranging, setArranging] = useState(false);
  const end = useMutation({
    mutationFn: (id: string) => write(`/staff/covers/${id}/end`, {}),
    onSettled: () => questions.invalidateQueries({ queryKey: keys.covers }),
  });
  const problem = problemOf(end.error);
  return (
    <section className="covers" aria-labelledby="covers">
      <h2 id="covers">{t('desk:team.covers')}</h2>
      <p className="quiet measure">{t('desk:team.coversIntro')}</p>
      {end.isError && <Alert type="error" title={problem?.detail ?? problem?.title ?? t('desk:state.errorText')} />}
      {covers.data?.length === 0 && <p>{t('desk:team.noCovers')}</p>}
      <ul>
        {(covers.data ?? []).map((cover) => (
          <li key={cover.id}>
            {t('desk:team.coverLine', {
              by: cover.byName,
              absent: cover.absentName,
              role: t(`complaint:role.${cover.role}`),
              from: dayOrText(cover.from, today, t),
              to: dayOrText(cover.to, today, t),
            })}{' '}
            {!cover.stands && <strong className="warn-text">{t('desk:team.coverGone')} </strong>}
            {mayArrange && (
              <Button size="small" loading={end.isPending} onClick={() => end.mutate(cover.id)}>
                {t('desk:team.endCover')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {mayArrange && <Button onClick={() => setArranging(true)}>{t('desk:team.addCover')}</Button>}
      {arranging && <ArrangeCover onClose={() => setArranging(false)} />}
    </section>
  );
};

const ArrangeCover = ({ onClose }: { readonly onClose: () => void }) => {
  const t = useTexts();
  const { message } = App.useApp();
  const questions = useQueryClient();
  const session = useSession();
  const bureau = session.data?.bureau ?? undefined;
  const today = asDay(session.data?.today) ?? dayOf(new Date(session.dataUpdatedAt));
  const [form] = Form.useForm<CoverBody>();
  const arrange = useMutation({
    mutationFn: (body: CoverBody) => write('/staff/covers', body),
    onSuccess: () => {
      void questions.invalidateQueries({ queryKey: keys.covers });
      void message.success(t('desk:team.coverDone'));
      onClose();
    },
  });
  const problem = problemOf(arrange.error);
  const rule = (name: string) => [
    { required: true, message: t('desk:acts.required', { field: t(`desk:team.${name}`) }) },
  ];
  return (
    <Modal
      open
      width={440}
      onCancel={onClose}
      title={t('desk:team.addCover')}
      okText={t('desk:team.addCover')}
      cancelText={t('desk:acts.cancel')}
      okButtonProps={{ loading: arrange.isPending }}
      onOk={() => form.submit()}
    >
      {arrange.isError && <Alert type="error" title={problem?.detail ?? problem?.title ?? t('desk:state.errorText')} />}
      <Form form={form} layout="vertical" initialValues={{ from: today }} onFinish={(body) => arrange.mutate(body)}>
        <Form.Item name="absent" label={t('desk:team.absent')} rules={rule('absent')} validateTrigger="onSubmit">
          <StaffField bureau={bureau} />
        </Form.Item>
        <Form.Item name="by" label={t('desk:team.by')} rules={rule('by')} validateTrigger="onSubmit">
          <StaffField bureau={bureau} />
        </Form.Item>
        <Form.Item name="from" label={t('desk:team.fromDay')} rules={rule('fromDay')} validateTrigger="onSubmit">
          <DayField today={today} days="future" />
        </Form.Item>
        <Form.Item name="to" label={t('desk:team.toDay')} rules={rule('toDay')} validateTrigger="onSubmit">
          <DayField today={today} days="future" />
        </Form.Item>
        <Form.Item name="reason" label={t('desk:team.reason')} rules={rule('reason')} validateTrigger="onSubmit">
          <Input maxLength={500} />
        </Form.Item>
      </Form>
    </Modal>
  );
};
