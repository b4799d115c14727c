import type { SwaggerOptions } from '@fastify/swagger';
import { basisText } from '#kernel/article.ts';
import type { Translate } from '#kernel/translate.ts';
import { permits } from '#modules/complaints/facade.ts';
import type { Needs } from '#platform/http/needs.ts';

type Parameter = { name: string; in: 'header'; required: boolean; description: string; schema: { type: 'string' } };
type Operation = {
  operationId?: string;
  tags?: string[];
  summary?: string;
  description?: string;
  parameters?: unknown[];
  responses?: Record<string, unknown>;
};

const prefer: Parameter = {
  name: 'Prefer',
  in: 'header',
  required: false,
  description: '`return=minimal` answers number, version and phase instead of the whole case (RFC 7240)',
  schema: { type: 'string' },
};

const ifMatch =
  'ETag of the version the act rests on, as reading it gave it; 412 when somebody acted meanwhile, 428 without';
const idempotencyKey = 'One effect however often it is sent; another body under the same key is 422';

/** The headers a route names in its config, as the document says them. */
const headersOf = ({ version, key }: Needs) => ({
  type: 'object',
  properties: {
    ...(version === undefined ? {} : { 'If-Match': { type: 'string', description: ifMatch } }),
    ...(key === undefined ? {} : { 'Idempotency-Key': { type: 'string', description: idempotencyKey } }),
  },
  required: [...(version === undefined ? [] : ['If-Match']), ...(key === 'required' ? ['Idempotency-Key'] : [])],
});

/** Answers that are files and no JSON, by what they are. */
const files: Readonly<Record<string, string>> = {
  '/api/v1/complaints/{number}/documents/{n}': 'application/pdf',
  '/api/v1/complaints/{number}/local-letter-preview': 'application/pdf',
  '/api/v1/administration/local-forms/preview': 'application/pdf',
  '/api/v1/data-requests/{id}/letter.pdf': 'application/pdf',
  '/api/v1/complaints/{number}/documents/{n}/service-receipt.pdf': 'application/pdf',
  '/api/v1/complaints/{number}/receipt.pdf': 'application/pdf',
  '/api/v1/complaints/{number}/registration.pdf': 'application/pdf',
  '/api/v1/complaints/{number}/case-sheet.pdf': 'application/pdf',
  '/api/v1/complaints/{number}/history.pdf': 'application/pdf',
  '/api/v1/complaints/{number}/case-sheet.txt': 'text/plain',
  '/api/v1/complaints/{number}/bundles/{version}': 'application/pdf',
  '/api/v1/complaints/{number}/evidence/{file}': 'application/octet-stream',
  '/api/v1/reports/{number}/evidence/{file}': 'application/octet-stream',
  '/api/v1/incidents/{id}/papers/{n}': 'application/pdf',
  '/api/v1/incidents/{id}/papers/{n}/service-receipt.pdf': 'application/pdf',
  '/api/v1/incidents/{id}/services/{service}/proof': 'application/pdf',
  '/api/v1/consultations/{number}/papers/{n}': 'application/pdf',
  '/api/v1/reports/{number}/papers/{n}': 'application/pdf',
  '/api/v1/papers/letters/{batch}': 'application/pdf',
  '/api/v1/consultations/letters/{batch}': 'application/pdf',
  '/api/v1/data-requests/letters/{batch}': 'application/pdf',
  ...Object.fromEntries(
    ['worklist', 'audit', 'consultations', 'reports', 'outcomes', 'papers/owed', 'data-requests/desk'].map((list) => [
      `/api/v1/${list}/export.xlsx`,
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    ]),
  ),
};

const fileAnswer = (mediaType: string) => ({
  description: mediaType === 'application/octet-stream' ? 'The file, with its own media type' : 'The file',
  content: { [mediaType]: { schema: { type: 'string', format: 'binary' } } },
});

const problem = {
  description: 'Refused or failed: RFC 9457, with `code`, the articles it rests on, and what can be done instead',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
};

/** What the routes' schemas cannot say: headers, problems, and the law behind every act. */
const completed = (path: string, operation: Operation, t: Translate): void => {
  const file = files[path];
  operation.responses = {
    ...operation.responses,
    ...(file === undefined ? {} : { 200: fileAnswer(file) }),
    default: problem,
  };
  const permit = permits.find((one) => one.act === operation.operationId);
  if (permit !== undefined && operation.tags?.includes('acts') === true) {
    operation.summary ??= t(`complaint:act.${permit.act}`);
    operation.description ??= [basisText(permit.basis, t), `States: ${permit.phases.join(', ')}`]
      .filter((part) => part !== '')
      .join('. ');
    operation.parameters = [...(operation.parameters ?? []), prefer];
  }
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
  transform: ({ schema, url, route }) => {
    const needs = route.config?.needs;
    return { schema: needs === undefined ? schema : { ...schema, headers: headersOf(needs) }, url };
  },
  transformObject: (document) => {
    if (!('openapiObject' in document)) return document.swaggerObject;
    for (const [path, operations] of Object.entries(document.openapiObject.paths ?? {})) {
      for (const operation of Object.values(operations ?? {})) {
        if (typeof operation === 'object' && operation !== null && 'responses' in operation)
          completed(path, operation as Operation, t);
      }
    }
    return document.openapiObject;
  },
});
