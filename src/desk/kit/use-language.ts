import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { Language } from '#kernel/translate.ts';
import { switchLanguage } from './texts.ts';

/** Many an answer of the server holds words; once it has been told the language, everything on screen is asked anew. */
export const useLanguage = (): ((language: Language) => Promise<void>) => {
  const questions = useQueryClient();
  return useCallback(
    async (language) => {
      await switchLanguage(language);
      await questions.invalidateQueries();
    },
    [questions],
  );
};
