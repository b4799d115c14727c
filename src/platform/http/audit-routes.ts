import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyRequest } from 'fastify';
import Type, { type Static } from 'typebox';
import type { Actor } from '#kernel/actor.ts';
import type { TrailNames } from '#kernel/audit-words.ts';
import { type Day, dayOf } from '#kernel/day.ts';
import { refuse } from '#kernel/refusal.ts';
import { scopeOf } from '../actor-scope.ts';
import { type AuditRow, audit, auditPage, platformTenant } from '../audit.ts';
import { now } from '../clock.ts';
import type { Database, Tx } from '../db.ts';
import { auditBook, mostExported } from './audit-export.ts';
import { Refused } from './errors.ts';
import { requireStaff } from './people.ts';
import { inLanguage } from './problem.ts';

const tags = ['administration'];
const closed = { additionalProperties: false } as const;
const instant = Type.Unsafe<Date>(Type.String({ format: 'date-time' }));

const filters = {
  from: Type.String({ format: 'date-time' }),
  to: Type.String({ format: 'date-time' }),
  act: Type.Optional(Type.String()),
  subject: Type.Optional(Type.String()),
  account: Type.Optional(Type.String()),
  scope: Type.Optional(Type.Enum(['tenant', 'platform'])),
};
const AuditQuery = Type.Object({ ...filters, before: Type.Optional(Type.String({ format: 'uuid' })) }, closed);
const ExportQuery = Type.Object(filters, closed);
type ExportQuery = Static<typeof ExportQuery>;

const AuditLine = Type.Object({
  id: Type.String(),
  at: instant,
  account: Type.String(),
  act: Type.String(),
  subject: Type.String(),
  reason: Type.Union([Type.String(), Type.Null()]),
  detail: Type.Unknown(),
});

const hasName = (act: string): boolean => {
  const t = inLanguage('zh-CN');
  return [`administration:audit.acts.${act}`, `complaint:act.${act}`].some((key) => t(key) !== key);
};

const auditorIn = (request: FastifyRequest): { actor: Actor; tenant: string } => {
  const actor = requireStaff(request);
  if (!actor.roles.includes('auditor') || actor.tenant === undefined)
    throw new Refused(refuse('not-permitted', { status: 403 }));
  return { actor, tenant: actor.tenant };
};

/** The trail of the own tenant, and sign-ins and accounts, which belong to no tenant. The auditor changes nothing. */
export const auditRoutes =
  (database: Database, namesFor: (tx: Tx, tenant: string, on: Day) => Promise<TrailNames>): FastifyPluginAsyncTypebox =>
  async (app) => {
    const lines = <T>(
      request: FastifyRequest,
      query: ExportQuery & { readonly before?: string },
      most: number,
      then: (tx: Tx, rows: AuditRow[], by: { actor: Actor; tenant: string }) => Promise<T>,
    ): Promise<T> => {
      const by = auditorIn(request);
      const { from, to, scope, ...rest } = query;
      const seen = scopeOf(by.actor);
      return database.transact({ ...seen, tenants: [...seen.tenants, platformTenant] }, async (tx) => {
        const tenant = scope === 'platform' ? platformTenant : by.tenant;
        const rows = await auditPage(tx, { tenant, from: new Date(from), to: new Date(to), ...rest }, most);
        // Every act that leaves a line has a name for the auditor; one of an earlier version is found by its lines.
        if (rest.act !== undefined && rows.length === 0 && !hasName(rest.act))
          throw new Refused(refuse('no-such-audit-act', { status: 400, field: 'act', params: { act: rest.act } }));
        return await then(tx, rows, by);
      });
    };

    app.get(
      '/audit',
      {
        schema: {
          tags,
          summary: 'The audit trail, newest first, fifty a page',
          querystring: AuditQuery,
          response: { 200: Type.Array(AuditLine) },
        },
      },
      (request) =>
        lines(request, request.query, 50, async (_tx, rows) =>
          rows.map(({ audit_line: id, ...line }) => ({ id, ...line })),
        ),
    );

    app.get(
      '/audit/export.xlsx',
      {
        schema: {
          tags,
          summary:
            'The audit trail as a workbook in words, with their codes behind, 5,000 lines at most; taking it along is itself recorded',
          querystring: ExportQuery,
        },
      },
      async (request, reply) => {
        const { rows, names } = await lines(
          request,
          request.query,
          mostExported + 1,
          async (tx, found, { actor, tenant }) => {
            await audit(tx, {
              tenant,
              account: actor.account,
              act: 'export-audit',
              subject: `account:${actor.account}`,
              detail: { rows: Math.min(found.length, mostExported), filters: Object.keys(request.query).sort() },
            });
            return { rows: found, names: await namesFor(tx, tenant, dayOf(now())) };
          },
        );
        return reply
          .type('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')
          .header('cache-control', 'no-store')
          .header('content-disposition', `attachment; filename="fangxin-audit-${dayOf(now())}.xlsx"`)
          .send(await auditBook(rows, inLanguage(request.language), names));
      },
    );
  };
