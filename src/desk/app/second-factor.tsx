import { Alert, Button, Form, Input, Modal } from 'antd';
import { useCallback, useEffect, useRef, useState } from 'react';
import { onSecondFactor, problemOf, read, write } from '../kit/api.ts';
import { paths } from '../kit/paths.ts';
import { useTexts } from '../kit/texts.ts';

type Way = 'code' | 'provider' | 'sign-in';
type StepUp = { readonly strong: boolean; readonly ways: readonly Way[] };

/** How often one looks whether the provider's window has done its part, in milliseconds. */
const lookAgain = 2_000;

/** Some acts want the second factor shown within ten minutes: asked for in place, then the act goes on. */
export const SecondFactor = () => {
  const t = useTexts();
  const [open, setOpen] = useState(false);
  const [ways, setWays] = useState<readonly Way[]>();
  const [error, setError] = useState<unknown>();
  const answer = useRef<(shown: boolean) => void>(undefined);
  const [form] = Form.useForm<{ code: string }>();
  const settle = useCallback((shown: boolean) => {
    setOpen(false);
    setError(undefined);
    answer.current?.(shown);
  }, []);
  const look = useCallback(async () => {
    try {
      const now = await read<StepUp>('/session/step-up');
      setWays(now.ways);
      if (now.strong) settle(true);
    } catch (fault) {
      setError(fault);
    }
  }, [settle]);
  useEffect(() => {
    onSecondFactor(
      () =>
        new Promise((resolve) => {
          answer.current = resolve;
          setWays(undefined);
          setOpen(true);
          void look();
        }),
    );
  }, [look]);
  const byProvider = ways?.includes('provider') === true;
  useEffect(() => {
    if (!open || !byProvider) return;
    const looking = setInterval(() => void look(), lookAgain);
    return () => clearInterval(looking);
  }, [open, byProvider, look]);
  const show = async (code: string) => {
    try {
      await write('/session/step-up', { code: code.replaceAll(/\s/g, '') });
      settle(true);
    } catch (fault) {
      setError(fault);
    }
  };
  const byCode = ways?.includes('code') === true;
  return (
    <Modal
      open={open}
      width={400}
      title={t('desk:stepUp.title')}
      okText={t('desk:stepUp.do')}
      cancelText={t('desk:acts.cancel')}
      onCancel={() => settle(false)}
      onOk={() => form.submit()}
      okButtonProps={{ hidden: !byCode }}
      loading={ways === undefined && error === undefined}
      destroyOnHidden
    >
      {error !== undefined && <Alert type="error" title={problemOf(error)?.detail ?? t('desk:state.errorText')} />}
      {byCode && (
        <>
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
        </>
      )}
      {byProvider && (
        <>
          <p>{t(byCode ? 'desk:stepUp.orProvider' : 'desk:stepUp.provider')}</p>
          <p>
            <Button
              type={byCode ? 'default' : 'primary'}
              autoFocus={!byCode}
              href={paths.providerAgain}
              target="_blank"
              rel="noopener"
            >
              {t('desk:stepUp.toProvider')}
            </Button>
          </p>
        </>
      )}
      {ways?.includes('sign-in') && (
        <p>
          {t('desk:stepUp.neither')}{' '}
          <a href={paths.signIn} target="_blank" rel="noopener">
            {t('desk:stepUp.signIn')}
          </a>
        </p>
      )}
    </Modal>
  );
};
