import type { FastifyRequest } from 'fastify';
import type { Language } from '#kernel/translate.ts';
import type { Problem } from '#platform/http/problem.ts';
import { errorPage, isErrorStatus } from '#site/home/error.page.ts';
import { largePrintCookie, type SiteKit } from '#site/visit/visit.ts';

/** The page a form stood on, where it has the address the form was sent to. */
const pageOf = (request: FastifyRequest): { back?: string } => {
  const { url } = request.routeOptions;
  return url !== undefined && request.server.hasRoute({ url, method: 'GET' }) ? { back: request.url } : {};
};

/** A refusal or a failure as a page for whoever came with a browser. */
export const problemPage =
  (kit: SiteKit) =>
  (problem: Problem, request: FastifyRequest, language: Language): string => {
    const t = kit.context.texts(language);
    const near = problem.status >= 500 ? 500 : 400;
    return String(
      errorPage(
        {
          shell: {
            assets: kit.assets,
            address: request.url,
            largePrint: request.cookies?.[largePrintCookie] === 'large',
            authority: kit.authority,
            demo: kit.demo,
            companion: kit.companion,
          },
          status: isErrorStatus(problem.status) ? problem.status : near,
          reference: problem.requestId,
          detail: problem.detail,
          ...(problem.code === 'form-expired' ? { expired: true, ...pageOf(request) } : {}),
        },
        t,
      ),
    );
  };
