import { QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { App, ConfigProvider } from 'antd';
import { RouterProvider } from 'react-router/dom';
import { ApiProblem, problemOf } from '../kit/api.ts';
import { styleNonce } from '../kit/apply-tokens.ts';
import { componentTexts } from '../kit/component-texts.ts';
import { optionalMark } from '../kit/fields/optional-mark.tsx';
import { keys } from '../kit/questions.ts';
import { useTexts } from '../kit/texts.ts';
import { deskTheme } from '../kit/theme.ts';
import { router } from './router.tsx';

const isWorthRepeating = (failures: number, error: unknown): boolean =>
  failures < 2 && !(error instanceof ApiProblem && error.problem.status < 500);

const questions = new QueryClient({
  queryCache: new QueryCache({
    onError: (error, query) => {
      // A session that ended shows everywhere at once, not as a failure of one list.
      if (problemOf(error)?.status === 401 && query.queryKey[0] !== keys.session[0])
        void questions.invalidateQueries({ queryKey: keys.session });
    },
  }),
  defaultOptions: { queries: { retry: isWorthRepeating, refetchOnWindowFocus: true } },
});

const nonce = styleNonce();
/** Whoever asked their system for less motion gets none. */
const stillness = matchMedia('(prefers-reduced-motion: reduce)');

export const Desk = () => {
  const locale = componentTexts(useTexts().language);
  return (
    <ConfigProvider
      theme={stillness.matches ? { ...deskTheme, token: { ...deskTheme.token, motion: false } } : deskTheme}
      {...(locale === undefined ? {} : { locale })}
      {...(nonce === undefined ? {} : { csp: { nonce } })}
      wave={{ disabled: true }}
      button={{ autoInsertSpace: false }}
      form={{ requiredMark: optionalMark }}
    >
      <App>
        <QueryClientProvider client={questions}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </App>
    </ConfigProvider>
  );
};
