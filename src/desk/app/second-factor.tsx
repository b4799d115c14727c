import { Alert, Form, Input, Modal } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { onSecondFactor, problemOf, write } from '../kit/api.ts';
import { useTexts } from '../kit/texts.ts';

/** Some acts want the second factor shown within ten minutes: asked for in place, then the act goes on. */
export const SecondFactor = () => {
  const t = useTexts();
  const [open, setOpen] = useState(false);
  const [error, setError] = useState<unknown>();
  const answer = useRef<(shown: boolean) => void>(undefined);
  const [form] = Form.useForm<{ code: string }>();
  useEffect(() => {
    onSecondFactor(
      () =>
        new Promise((resolve) => {
          answer.current = resolve;
          setOpen(true);
        }),
    );
  }, []);
  const settle = (shown: boolean) => {
    setOpen(false);
    setError(undefined);
    answer.current?.(shown);
  };
  const show = async (code: string) => {
    try {
      await write('/session/step-up', { code: code.replaceAll(/\s/g, '') });
      settle(true);
    } catch (fault) {
      setError(fault);
    }
  };
  const problem = problemOf(error);
  return (
    <Modal
      open={open}
      width={400}
      title={t('desk:stepUp.title')}
      okText={t('desk:stepUp.do')}
      cancelText={t('desk:acts.cancel')}
      onCancel={() => settle(false)}
      onOk={() => form.submit()}
      destroyOnHidden
    >
      {error !== undefined && <Alert type="error" title={problem?.detail ?? t('desk:state.errorText')} />}
      <p>{t('desk:stepUp.text')}</p>
      <Form form={form} layout="vertical" preserve={false} onFinish={({ code }) => void show(code)}>
        <Form.Item
          name="code"
          label={t('desk:stepUp.code')}
          validateTrigger="onSubmit"
          rules={[{ required: true, message: t('desk:acts.required', { field: t('desk:stepUp.code') }) }]}
        >
          <Input autoFocus inputMode="numeric" autoComplete="one-time-code" maxLength={12} />
        </Form.Item>
      </Form>
    </Modal>
  );
};
