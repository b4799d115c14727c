import { Button, Result } from 'antd';
import { paths } from '../kit/paths.ts';
import { useTexts } from '../kit/texts.ts';

export const Crash = () => {
  const t = useTexts();
  return (
    <Result
      status="warning"
      title={t('desk:state.crashTitle')}
      subTitle={t('desk:state.crashText')}
      extra={
        <Button type="primary" onClick={() => location.reload()}>
          {t('desk:state.reload')}
        </Button>
      }
    />
  );
};

export const NoSuchPage = () => {
  const t = useTexts();
  return (
    <Result
      status="info"
      title={t('desk:state.missingTitle')}
      subTitle={t('desk:state.missingPage')}
      extra={
        <Button type="primary" href={paths.home}>
          {t('desk:state.home')}
        </Button>
      }
    />
  );
};
