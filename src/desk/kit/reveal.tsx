import { useMutation } from '@tanstack/react-query';
import { Alert, Button, Form, Input, Modal } from 'antd';
import { problemOf } from './api.ts';
import { useTexts } from './texts.ts';

type RevealProps = {
  /** Whose value, and which. */
  readonly name: string;
  readonly field: string;
  /** Where name and field make no phrase together. */
  readonly title?: string | undefined;
  readonly ask: (reason: string) => Promise<{ value: string }>;
  readonly onClose: () => void;
  readonly onOpened: (value: string) => void;
};

const usualReasons = ['revealCall', 'revealVerify', 'revealServe'] as const;

/** Opening a masked value: a reason first, and it says beforehand that it is recorded. */
export const Reveal = ({ name, field, title, ask, onClose, onOpened }: RevealProps) => {
  const t = useTexts();
  const [form] = Form.useForm<{ reason: string }>();
  const open = useMutation({
    mutationFn: ask,
    onSuccess: ({ value }) => onOpened(value),
  });
  const problem = problemOf(open.error);
  return (
    <Modal
      open
      width={420}
      onCancel={onClose}
      title={title ?? t('desk:case.revealTitle', { name, field })}
      okText={t('desk:case.revealDo')}
      cancelText={t('desk:acts.cancel')}
      okButtonProps={{ loading: open.isPending }}
      onOk={() => form.submit()}
    >
      {open.isError && <Alert type="error" title={problem?.detail ?? problem?.title ?? t('desk:state.errorText')} />}
      <p>{t('desk:case.revealNote')}</p>
      <Form form={form} layout="vertical" onFinish={({ reason }) => open.mutate(reason.trim())}>
        <Form.Item
          name="reason"
          label={t('desk:case.revealWhy')}
          validateTrigger="onSubmit"
          rules={[
            {
              required: true,
              whitespace: true,
              message: t('desk:acts.required', { field: t('desk:case.revealWhy') }),
            },
          ]}
        >
          <Input autoFocus maxLength={200} />
        </Form.Item>
        <p className="usual-reasons">
          {usualReasons.map((reason) => (
            <Button key={reason} size="small" onClick={() => form.setFieldValue('reason', t(`desk:case.${reason}`))}>
              {t(`desk:case.${reason}`)}
            </Button>
          ))}
        </p>
      </Form>
    </Modal>
  );
};
