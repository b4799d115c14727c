import type { SwaggerOptions } from '@fastify/swagger';
import { basisText } from '#kernel/article.ts';
import type { Translate } from '#kernel/translate.ts';
import { permits } from '#modules/complaints/facade.ts';

type Parameter = { name: string; in: 'header'; required: boolean; description: string; schema: { type: 'string' } };
type Operation = {
  operationId?: string;
  tags?: string[];
  summary?: string;
  description?: string;
  parameters?: unknown[];
  responses?: Record<string, unknown>;
};

const header = (name: string, required: boolean, description: string): Parameter => ({
  name,
  in: 'header',
  required,
  description,
  schema: { type: 'string' },
});

const ifMatch = header(
  'If-Match',
  true,
  'ETag of the version the act rests on, as `GET /complaints/{number}` gave it; 412 when somebody acted meanwhile',
);
const prefer = header(
  'Prefer',
  false,
  '`return=minimal` answers number, version and phase instead of the whole case (RFC 7240)',
);
const idempotencyKey = header(
  'Idempotency-Key',
  true,
  'One effect however often it is sent; another body under the same key is 422',
);

const problem = {
  description: 'Refused or failed: RFC 9457, with `code`, the articles it rests on, and what can be done instead',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
};

/** What the routes' schemas cannot say: headers, problems, and the law behind every act. */
const completed = (operation: Operation, t: Translate): void => {
  operation.responses = { ...operation.responses, default: problem };
  const permit = permits.find((one) => one.act === operation.operationId);
  if (permit !== undefined && operation.tags?.includes('acts') === true) {
    operation.summary ??= t(`complaint:act.${permit.act}`);
    operation.description ??= [basisText(permit.basis, t), `States: ${permit.phases.join(', ')}`].join('. ');
    operation.parameters = [...(operation.parameters ?? []), ifMatch, prefer];
  }
  if (operation.operationId === 'file') operation.parameters = [...(operation.parameters ?? []), idempotencyKey];
};

export const openApiOptions = (t: Translate): SwaggerOptions => ({
  openapi: {
    openapi: '3.1.0',
    info: {
      title: 'Fangxin',
      version: '1',
      description: 'Complaints, their clocks and their papers. Days are Asia/Shanghai, money is fen.',
      license: { name: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } } },
    security: [{ bearer: [] }],
  },
  refResolver: {
    buildLocalReference: (json, _base, _fragment, i) => (typeof json.$id === 'string' ? json.$id : `def-${i}`),
  },
  transformObject: (document) => {
    if (!('openapiObject' in document)) return document.swaggerObject;
    for (const path of Object.values(document.openapiObject.paths ?? {})) {
      for (const operation of Object.values(path ?? {})) {
        if (typeof operation === 'object' && operation !== null && 'responses' in operation)
          completed(operation as Operation, t);
      }
    }
    return document.openapiObject;
  },
});
