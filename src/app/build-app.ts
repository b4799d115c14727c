import multipart from '@fastify/multipart';
import swagger from '@fastify/swagger';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import { type FastifyBaseLogger, type FastifyInstance, fastify, LogController } from 'fastify';
import type { Actor } from '#kernel/actor.ts';
import { deskRoutes, deskSchemas } from '#modules/complaints/desk-routes.ts';
import { evidenceRoutes } from '#modules/complaints/evidence-routes.ts';
import { incidentRoutes } from '#modules/complaints/incidents/routes.ts';
import { heldInWords } from '#modules/complaints/keeping/desk-requests.ts';
import { deskRequestRoutes, deskRequestSchemas } from '#modules/complaints/keeping/request-routes.ts';
import { keepingRoutes, keepingSchemas } from '#modules/complaints/keeping/routes.ts';
import { lawRoutes, lawSchemas } from '#modules/complaints/law-routes.ts';
import { complaintRoutes, complaintSchemas } from '#modules/complaints/routes.ts';
import { isOpenUnit } from '#modules/directory/facade.ts';
import { directoryRoutes } from '#modules/directory/routes.ts';
import { consultationRoutes } from '#modules/intake/consultations/routes.ts';
import { askerErasureBar, consultationHolding } from '#modules/intake/facade.ts';
import { reportEntryRoutes } from '#modules/intake/report-routes.ts';
import { intakeRoutes } from '#modules/intake/routes.ts';
import { findReportsOfRequest, reportLimits, reportsOfRequest } from '#modules/reports/facade.ts';
import { reportRoutes } from '#modules/reports/routes.ts';
import type { DataRequest } from '#platform/data-requests.ts';
import { nobody, type Tx } from '#platform/db.ts';
import { accountRoutes } from '#platform/http/account-routes.ts';
import { mostBody, mostInForm } from '#platform/http/body-limits.ts';
import { dataRequestRoutes } from '#platform/http/data-request-routes.ts';
import { databaseObjection } from '#platform/http/database-objection.ts';
import { dayInDoubt, refuseWhileInDoubt } from '#platform/http/day-in-doubt.ts';
import { answerBadAddress, Refused } from '#platform/http/errors.ts';
import { filesObjection } from '#platform/http/files-ready.ts';
import { type GuardOptions, guard, requestIdOf } from '#platform/http/guard.ts';
import { receiptRoutes } from '#platform/http/receipt-routes.ts';
import { endSlowBodies, requestSeconds } from '#platform/http/slow-bodies.ts';
import { refuseUnstorable } from '#platform/http/storable.ts';
import { answerUnreadable } from '#platform/http/unreadable.ts';
import { readQuery, readUtf8Only } from '#platform/http/utf8.ts';
import { validation } from '#platform/http/validation.ts';
import { type Log, silentLog } from '#platform/log.ts';
import { type Metrics, observeReply } from '#platform/metrics.ts';
import { problemPage } from '#site/visit/problem-page.ts';
import { registerAdministration } from './administration.ts';
import { registerDesk } from './desk-files.ts';
import type { OpenContext } from './open-context.ts';
import { openApiOptions } from './openapi.ts';
import { registerSite, siteKitOf } from './site.ts';

export type AppOptions = {
  readonly context: OpenContext;
  /** Addresses of the proxies before this server, with commas between. */
  readonly trustProxy?: string;
  readonly rate?: GuardOptions['rate'];
  readonly log?: Log;
  /** Whose public site this is; the first city of the directory when silent. */
  readonly tenant?: string | undefined;
  /** Folder of the built desk; without it there is none. */
  readonly desk?: string;
  readonly metrics?: Metrics;
  /** Compiles every schema now instead of when it is first asked for. */
  readonly compilesAll?: boolean;
};

/** The whole HTTP side: guard first, then every module's routes. Not listening yet. */
export const buildApp = async (options: AppOptions): Promise<FastifyInstance> => {
  const { context } = options;
  const logger: FastifyBaseLogger = options.log ?? silentLog();
  const app = fastify({
    loggerInstance: logger,
    bodyLimit: mostBody,
    requestTimeout: requestSeconds * 1000,
    trustProxy: options.trustProxy ?? false,
    genReqId: (raw) => requestIdOf(raw.headers),
    logController: new LogController({ disableRequestLogging: true }),
    routerOptions: { maxParamLength: 200, querystringParser: readQuery },
    ...validation(options.compilesAll),
    clientErrorHandler: answerUnreadable,
    frameworkErrors: answerBadAddress,
  }).withTypeProvider<TypeBoxTypeProvider>();
  const kit = await siteKitOf(context, options.tenant);
  await guard(app, {
    database: context.database,
    publicUrl: context.publicUrl,
    ...(options.rate === undefined ? {} : { rate: options.rate }),
    problemPage: problemPage(kit),
  });
  endSlowBodies(app);
  const doubtOf = () => context.dayDoubt?.();
  refuseWhileInDoubt(app, doubtOf);
  readUtf8Only(app);
  refuseUnstorable(app);
  await app.register(multipart, { limits: mostInForm });
  await app.register(swagger, openApiOptions(context.texts('en')));
  for (const schema of [...complaintSchemas, ...deskSchemas, ...lawSchemas, ...keepingSchemas, ...deskRequestSchemas])
    app.addSchema(schema);
  await app.register(directoryRoutes(context));
  await app.register(complaintRoutes(context), { prefix: '/api/v1' });
  await app.register(evidenceRoutes(context), { prefix: '/api/v1' });
  await app.register(intakeRoutes(context), { prefix: '/api/v1' });
  await app.register(reportEntryRoutes(context), { prefix: '/api/v1' });
  await app.register(incidentRoutes(context), { prefix: '/api/v1' });
  await app.register(consultationRoutes(context), { prefix: '/api/v1' });
  await app.register(reportRoutes(context), { prefix: '/api/v1' });
  await app.register(keepingRoutes(context), { prefix: '/api/v1' });
  await app.register(deskRoutes(context, { demo: context.demo }), { prefix: '/api/v1' });
  await app.register(
    lawRoutes(context, () => context.refreshLaw(), [reportLimits]),
    { prefix: '/api/v1' },
  );
  const { people } = context;
  const { staff, provider } = people;
  await app.register(accountRoutes({ database: context.database, staff, provider }), { prefix: '/api/v1' });
  await app.register(receiptRoutes(context.database, people.messages), { prefix: '/api/v1' });
  await registerAdministration(app, context);
  const questionHeld = (tx: Tx, { number, person }: { number: string; person: string }) =>
    consultationHolding(context, tx, number, person, context.texts('zh-CN'));
  const heldOfAsker = (tx: Tx, actor: Actor, asked: DataRequest) =>
    heldInWords(context, tx, actor, asked, questionHeld);
  await app.register(dataRequestRoutes(context, isOpenUnit, heldOfAsker), { prefix: '/api/v1' });
  const questionBarred = (tx: Tx, { number }: { number: string }) => askerErasureBar(tx, number);
  const reports = {
    find: (tx: Tx, actor: Actor, id: string) => findReportsOfRequest(context, tx, actor, id),
    found: (tx: Tx, actor: Actor, id: string) => reportsOfRequest(context, tx, actor, id),
  };
  await app.register(deskRequestRoutes(context, questionHeld, questionBarred, reports), { prefix: '/api/v1' });
  if (options.desk !== undefined) await registerDesk(app, options.desk);
  await registerSite(app, kit);
  app.get('/api/openapi.json', { schema: { hide: true } }, () => app.swagger());
  if (options.metrics !== undefined) registerMetrics(app, options.metrics);
  app.get('/healthz', { config: { open: true }, schema: { hide: true } }, () => ({ status: 'ok' }));
  // Which directory it is, is known from the start on, also where nobody asks before its disk is gone.
  app.addHook('onListen', async () => {
    await filesObjection(context.files.directory);
  });
  app.get('/readyz', { config: { open: true }, schema: { hide: true } }, async () => {
    const doubt = doubtOf();
    if (doubt !== undefined) throw new Refused(dayInDoubt(doubt));
    const unfit = await filesObjection(context.files.directory);
    if (unfit !== undefined) throw new Refused(unfit);
    const unready = await context.database.transact(nobody, databaseObjection);
    if (unready !== undefined) throw new Refused(unready);
    return { status: 'ready' };
  });
  return app;
};

const registerMetrics = (app: FastifyInstance, metrics: Metrics): void => {
  app.addHook('onResponse', async (request, reply) => observeReply(metrics, request, reply));
  app.get('/metrics', { config: { open: true }, schema: { hide: true } }, async (_request, reply) =>
    reply.type(metrics.contentType).send(await metrics.text()),
  );
};
