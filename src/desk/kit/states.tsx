import { Alert, Button, Result, Skeleton } from 'antd';
import { type ReactNode, useEffect, useState } from 'react';
import { problemOf } from './api.ts';
import { paths } from './paths.ts';
import { useTexts } from './texts.ts';
import { useLanguage } from './use-language.ts';

/** Nothing for 300 ms, then a skeleton: what comes quickly never flickers. */
export const Loading = ({ rows = 8 }: { readonly rows?: number }) => {
  const t = useTexts();
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), 300);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div aria-busy="true" role="status" aria-label={t('desk:state.loading')} className="loading">
      {late && <Skeleton active title={false} paragraph={{ rows, width: '100%' }} />}
    </div>
  );
};

type Retry = { readonly error: unknown; readonly onRetry?: () => void };

const kindOf = (status: number | undefined): 'missing' | 'forbidden' | 'error' => {
  if (status === 403) return 'forbidden';
  return status === 404 ? 'missing' : 'error';
};

/** What went wrong, why, what to do now, and the number to quote. */
export const Failure = ({ error, onRetry }: Retry) => {
  const t = useTexts();
  const problem = problemOf(error);
  const kind = kindOf(problem?.status);
  return (
    <Result
      status={kind === 'error' ? 'warning' : 'info'}
      title={t(`desk:state.${kind}Title`)}
      subTitle={
        <div className="measure centred">
          <p>{kind === 'error' ? (problem?.detail ?? t('desk:state.errorText')) : t(`desk:state.${kind}Text`)}</p>
          {problem?.faults?.map((fault) => (
            <p key={fault.field}>{fault.message}</p>
          ))}
          {problem?.requestId && problem.status !== 429 && (
            <p>{t('desk:state.reference', { reference: problem.requestId })}</p>
          )}
        </div>
      }
      extra={
        kind === 'error' && onRetry ? (
          <Button type="primary" onClick={onRetry}>
            {t('desk:state.retry')}
          </Button>
        ) : (
          <Button href={paths.home}>{t('desk:state.home')}</Button>
        )
      }
    />
  );
};

/** At the wall nobody has a menu yet. */
const OtherLanguage = () => {
  const t = useTexts();
  const speak = useLanguage();
  const other = t.language === 'en' ? 'zh-CN' : 'en';
  return (
    <Button type="text" lang={other} aria-label={t('desk:nav.languageLabel')} onClick={() => void speak(other)}>
      {t('desk:nav.language')}
    </Button>
  );
};

export const SignedOut = () => {
  const t = useTexts();
  const back = encodeURIComponent(`${location.pathname}${location.search}`);
  return (
    <Result
      status="info"
      title={t('desk:state.signedOutTitle')}
      subTitle={t('desk:state.signedOutText')}
      extra={
        <>
          <Button type="primary" href={`${paths.signIn}?next=${back}`}>
            {t('desk:state.signIn')}
          </Button>
          <OtherLanguage />
        </>
      }
    />
  );
};

/** A consumer or an operator who followed a link of the staff. */
export const NotStaff = () => {
  const t = useTexts();
  return (
    <Result
      status="info"
      title={t('desk:state.notStaffTitle')}
      subTitle={t('desk:state.notStaffText')}
      extra={
        <>
          <Button type="primary" href={paths.signIn}>
            {t('desk:state.signIn')}
          </Button>
          <Button href={paths.site}>{t('desk:nav.site')}</Button>
          <OtherLanguage />
        </>
      }
    />
  );
};

export const Empty = ({ children, action }: { readonly children: ReactNode; readonly action?: ReactNode }) => (
  <div className="empty">
    <p>{children}</p>
    {action}
  </div>
);

/** A line on top of content that is kept although its renewal failed. */
export const StaleNotice = ({ text, onRetry }: { readonly text: string; readonly onRetry: () => void }) => {
  const t = useTexts();
  return (
    <Alert
      type="warning"
      banner
      title={text}
      action={
        <Button size="small" onClick={onRetry}>
          {t('desk:state.retry')}
        </Button>
      }
    />
  );
};

export const useOnline = (): boolean => {
  const [online, setOnline] = useState(navigator.onLine);
  useEffect(() => {
    const look = () => setOnline(navigator.onLine);
    window.addEventListener('online', look);
    window.addEventListener('offline', look);
    return () => {
      window.removeEventListener('online', look);
      window.removeEventListener('offline', look);
    };
  }, []);
  return online;
};
