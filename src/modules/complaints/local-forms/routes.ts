import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import Type from 'typebox';
import { dayOf } from '#kernel/day.ts';
import { refuse } from '#kernel/refusal.ts';
import { now } from '#platform/clock.ts';
import type { Context } from '#platform/context.ts';
import { contentDisposition } from '#platform/files/safe-name.ts';
import { orRefuse } from '#platform/http/errors.ts';
import { requireStaff, requireStrong } from '#platform/http/people.ts';
import { scopeOf } from '../handle.ts';
import { readCaseNumber } from '../number.ts';
import type { CanonicalPaper } from '../papers/canonical-paper.ts';
import { renderPaper } from '../papers-render.ts';
import { authorityFor } from '../reference.ts';
import {
  EndLocalFormBody,
  LocalFormBody,
  LocalFormEntered,
  LocalFormPreviewBody,
  LocalForms,
  LocalLetterPreviewBody,
} from './contract.ts';
import { endLocalForm, enterLocalForm, readLocalForm } from './handle.ts';
import { letterForeseen, localFormsKept, specimenOf } from './views.ts';

const tags = ['local-forms'];
const OfForm = Type.Object({ code: Type.String({ maxLength: 40 }) });
const OfCase = Type.Object({ number: Type.String({ maxLength: 80 }) });
const path = '/administration/local-forms';

/** An authority's own letters: kept by its system administrator, read by its staff, tried before they are used. */
export const localFormRoutes =
  (context: Context): FastifyPluginAsyncTypebox =>
  async (app) => {
    const { database } = context;
    const pdfOf = (paper: CanonicalPaper, at: Date): Promise<Buffer> => renderPaper(paper, { at });
    const headers = {
      'content-type': 'application/pdf',
      'content-disposition': contentDisposition('inline', 'preview.pdf'),
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-store',
    };

    app.get(
      path,
      { schema: { tags, summary: 'The local forms of one’s own authority', response: { 200: LocalForms } } },
      async (request) => {
        const actor = requireStaff(request);
        return await database.transact(scopeOf(actor), (tx) => localFormsKept(tx, actor, dayOf(now())));
      },
    );

    app.post(
      path,
      {
        schema: { tags, summary: 'Enter a new local form', body: LocalFormBody, response: { 200: LocalFormEntered } },
      },
      async (request) => {
        const { actor } = requireStrong(request);
        return await database.transact(scopeOf(actor), async (tx) =>
          orRefuse(await enterLocalForm(context, tx, actor, request.body, now())),
        );
      },
    );

    app.post(
      `${path}/preview`,
      { schema: { tags, summary: 'A local form as PDF with made-up data; keeps nothing', body: LocalFormPreviewBody } },
      async (request, reply) => {
        const actor = requireStaff(request);
        const form = orRefuse(readLocalForm(context, request.body));
        const at = now();
        const authority = await database.transact(scopeOf(actor), (tx) => authorityFor(tx, actor.tenant ?? ''));
        const paper = specimenOf(context, form, authority?.name ?? '', dayOf(at));
        return reply.headers(headers).send(await pdfOf(paper, at));
      },
    );

    app.post(
      `${path}/:code/versions`,
      {
        schema: {
          tags,
          summary: 'Enter the next version of a local form; the earlier ones stay for their days',
          params: OfForm,
          body: LocalFormBody,
          response: { 200: LocalFormEntered },
        },
      },
      async (request) => {
        const { actor } = requireStrong(request);
        const wish = { ...request.body, code: request.params.code };
        return await database.transact(scopeOf(actor), async (tx) =>
          orRefuse(await enterLocalForm(context, tx, actor, wish, now())),
        );
      },
    );

    app.post(
      `${path}/:code/end`,
      {
        schema: {
          tags,
          summary: 'End a local form from a day on',
          params: OfForm,
          body: EndLocalFormBody,
          response: { 200: LocalFormEntered },
        },
      },
      async (request) => {
        const { actor } = requireStrong(request);
        return await database.transact(scopeOf(actor), async (tx) =>
          orRefuse(await endLocalForm(tx, actor, request.params.code, request.body, now())),
        );
      },
    );

    app.post(
      '/complaints/:number/local-letter-preview',
      {
        schema: {
          tags,
          summary: 'A local letter as it would go out to one addressee; keeps nothing but who looked',
          params: OfCase,
          body: LocalLetterPreviewBody,
        },
      },
      async (request, reply) => {
        const actor = requireStaff(request);
        const number =
          readCaseNumber(request.params.number) ?? orRefuse<string>(refuse('complaint-not-found', { status: 404 }));
        const at = now();
        const paper = orRefuse(
          await database.transact(scopeOf(actor), (tx) => letterForeseen(context, tx, actor, number, request.body, at)),
        );
        return reply.headers(headers).send(await pdfOf(paper, at));
      },
    );
  };
