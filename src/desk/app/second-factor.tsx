import { Alert, Button, Form, Input, Modal } from 'antd';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { DeskSession } from '#modules/complaints/desk-contract.ts';
import { onSecondFactor, problemOf, read, rememberCsrf, write } from '../kit/api.ts';
import { paths } from '../kit/paths.ts';
import { useSession } from '../kit/questions.ts';
import { useTexts } from '../kit/texts.ts';

type Way = 'code' | 'provider' | 'sign-in';
type StepUp = { readonly strong: boolean; readonly ways: readonly Way[] };

/** How often one looks whether the other window has done its part, in milliseconds. */
const lookAgain = 2_000;

/** Some acts want the second factor shown within ten minutes: asked for in place, then the act goes on. */
export const SecondFactor = () => {
  const t = useTexts();
  const [open, setOpen] = useState(false);
  const [ways, setWays] = useState<readonly Way[]>();
  const [error, setError] = useState<unknown>();
  const answer = useRef<(shown: boolean) => void>(undefined);
  const account = useSession().data?.account;
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
      if (!now.strong) return;
      // Where the other window signed in anew the forms have another secret; where somebody else did, nothing of theirs goes on.
      const session = await read<DeskSession>('/session');
      if (session.account === account) rememberCsrf(session.csrf);
      settle(session.account === account);
    } catch (fault) {
      setError(fault);
    }
  }, [settle, account]);
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
  const elsewhere = byProvider || ways?.includes('sign-in') === true;
  useEffect(() => {
    if (!open || !elsewhere) return;
    const looking = setInterval(() => void look(), lookAgain);
    return () => clearInterval(looking);
  }, [open, elsewhere, look]);
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
        <>
          <p>{t('desk:stepUp.neither')}</p>
          <p>
            <Button type="primary" autoFocus href={paths.signIn} target="_blank" rel="noopener">
              {t('desk:stepUp.signIn')}
            </Button>
          </p>
        </>
      )}
    </Modal>
  );
};
