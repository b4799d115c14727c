import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { mayHold } from '#kernel/case-holders.ts';
import type { HandoverAnswer, HandoverBody, WorklistCounts } from '#modules/complaints/desk-contract.ts';
import { problemOf, write } from '../../kit/api.ts';
import { StaffField } from '../../kit/fields/choice-fields.tsx';
import { keys, useSession, useStaff } from '../../kit/questions.ts';
import { useTexts } from '../../kit/texts.ts';

type HandOverProps = { readonly from: WorklistCounts['load'][number]; readonly onClose: () => void };

/** Absence, a move, a departure: all of one person's cases to another, ended ones with something left too, each recorded. */
export const HandOver = ({ from, onClose }: HandOverProps) => {
  const t = useTexts();
  const { message } = App.useApp();
  const questions = useQueryClient();
  const session = useSession();
  const staff = useStaff(session.data?.bureau ?? undefined);
  const isMediator = staff.data?.find(({ account }) => account === from.account)?.roles.includes('mediator') ?? false;
  const [form] = Form.useForm<Pick<HandoverBody, 'to' | 'reason'>>();
  const [failed, setFailed] = useState<HandoverAnswer['results']>([]);
  const [left, setLeft] = useState(0);
  const move = useMutation({
    mutationFn: (wish: Pick<HandoverBody, 'to' | 'reason'>) =>
      write<HandoverAnswer>(
        '/worklist/handover',
        { from: from.account, ...wish },
        { idempotencyKey: crypto.randomUUID() },
      ),
    onSuccess: (answer, { to }) => {
      void questions.invalidateQueries({ queryKey: keys.counts });
      void questions.invalidateQueries({ queryKey: keys.worklist });
      const refused = answer.results.filter((one) => one.problem !== null);
      setFailed(refused);
      setLeft(answer.left);
      if (answer.left > 0 || refused.length > 0) return;
      const name = staff.data?.find((one) => one.account === to)?.name ?? '';
      void message.success(t('desk:team.moved', { count: answer.results.length, name }));
      onClose();
    },
  });
  const problem = problemOf(move.error);
  return (
    <Modal
      open
      width={460}
      onCancel={onClose}
      title={t('desk:team.handOverTitle', { name: from.name })}
      okText={t('desk:team.do', { count: from.open + from.ended })}
      cancelText={t('desk:acts.cancel')}
      okButtonProps={{ loading: move.isPending, disabled: from.open + from.ended === 0 }}
      onOk={() => form.submit()}
    >
      {move.isError && <Alert type="error" title={problem?.detail ?? problem?.title ?? t('desk:state.errorText')} />}
      {left > 0 && <Alert type="warning" title={t('desk:team.left', { count: left })} />}
      {failed.length > 0 && (
        <Alert
          type="warning"
          title={t('desk:bulk.failed', { count: failed.length })}
          description={failed.map((one) => (
            <p key={one.number}>
              {one.number} · {one.problem?.detail ?? one.problem?.title}
            </p>
          ))}
        />
      )}
      {from.open > 0 && <p>{t('desk:team.handOverText', { count: from.open })}</p>}
      {from.ended > 0 && <p>{t('desk:team.handOverEnded', { count: from.ended })}</p>}
      <p className="quiet">{t('desk:team.why')}</p>
      <Form form={form} layout="vertical" onFinish={(wish) => move.mutate(wish)}>
        <Form.Item
          name="to"
          label={t('desk:team.to')}
          validateTrigger="onSubmit"
          rules={[{ required: true, message: t('desk:acts.requiredChoice', { field: t('desk:team.to') }) }]}
        >
          <StaffField
            bureau={session.data?.bureau ?? undefined}
            mayBe={({ account, roles }, kind) =>
              account !== from.account && (mayHold(roles, { kind }) || (isMediator && roles.includes('mediator')))
            }
          />
        </Form.Item>
        <Form.Item
          name="reason"
          label={t('desk:team.reason')}
          validateTrigger="onSubmit"
          rules={[
            { required: true, whitespace: true, message: t('desk:acts.required', { field: t('desk:team.reason') }) },
          ]}
        >
          <Input maxLength={500} />
        </Form.Item>
      </Form>
    </Modal>
  );
};
