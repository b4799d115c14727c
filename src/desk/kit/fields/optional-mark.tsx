import type { ReactNode } from 'react';
import { useTexts } from '../texts.ts';

/** What may be left out says so; everything else is needed. */
const OptionalMark = () => {
  const t = useTexts();
  return <span className="quiet optional-mark">{t('desk:acts.optional')}</span>;
};

export const optionalMark = (label: ReactNode, { required }: { readonly required: boolean }): ReactNode => (
  <>
    {label}
    {!required && <OptionalMark />}
  </>
);
