import type { FastifyRequest } from 'fastify';
import type { Language } from '#kernel/translate.ts';
import { hasReference, type Problem } from '#platform/http/problem.ts';
import { errorPage, isErrorStatus } from '#site/home/error.page.ts';
import { type SiteKit, shellOf } from './visit.ts';

/** The page a form stood on, where it has the address the form was sent to. */
const pageOf = (request: FastifyRequest): { back?: string } => {
  const { url } = request.routeOptions;
  return url !== undefined && request.server.hasRoute({ url, method: 'GET' }) ? { back: request.url } : {};
};

/** What was looked for, where the address itself was right. */
const aboutOf = ({ status, code }: Problem): { about?: 'case' | 'thing' } => {
  if (status !== 404 || code === 'route-not-found') return {};
  return { about: code === 'complaint-not-found' ? 'case' : 'thing' };
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
          shell: shellOf(kit, request, t),
          status: isErrorStatus(problem.status) ? problem.status : near,
          ...(hasReference(problem.status) ? { reference: problem.requestId } : {}),
          detail: problem.detail,
          ...aboutOf(problem),
          ...(problem.code === 'form-expired' ? { expired: true, ...pageOf(request) } : {}),
        },
        t,
      ),
    );
  };
