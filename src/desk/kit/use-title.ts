import { useEffect } from 'react';
import { useTexts } from './texts.ts';

/** The window's title says where one is, before it says what this is. */
export const useTitle = (title: string): void => {
  const t = useTexts();
  useEffect(() => {
    document.title = title === '' ? t('desk:title') : `${title} · ${t('desk:title')}`;
  }, [title, t]);
};
