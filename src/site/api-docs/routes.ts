import type { FastifyInstance } from 'fastify';
import { refusalSentences } from '#platform/http/problem.ts';
import { type SiteKit, visitOf } from '#site/visit/visit.ts';
import { apiDocsPage, type DocumentedField, type DocumentedGroup, type DocumentedOperation } from './api-docs.page.ts';

type Schema = {
  type?: string;
  enum?: unknown[];
  const?: unknown;
  anyOf?: Schema[];
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
  description?: string;
  $ref?: string;
};
type Described = {
  tags?: string[];
  summary?: string;
  description?: string;
  parameters?: { name: string; in: string; required?: boolean; description?: string; schema?: Schema }[];
  requestBody?: { content?: Record<string, { schema?: Schema }> };
};
type Document = {
  paths?: Record<string, Record<string, Described>>;
  components?: { schemas?: Record<string, Schema> };
};

const typeOf = (schema: Schema | undefined): string => {
  if (schema === undefined) return '';
  if (schema.$ref !== undefined) return schema.$ref.split('/').at(-1) ?? '';
  if (schema.enum !== undefined) return schema.enum.map(String).join(' | ');
  if (schema.const !== undefined) return String(schema.const);
  if (schema.anyOf !== undefined) return [...new Set(schema.anyOf.map(typeOf))].join(' | ');
  return schema.type === 'array' ? `${typeOf(schema.items)}[]` : (schema.type ?? 'object');
};

const fieldsOf = (schema: Schema | undefined, prefix = ''): DocumentedField[] =>
  Object.entries(schema?.properties ?? {}).flatMap(([name, field]) => {
    const own = {
      name: `${prefix}${name}`,
      type: typeOf(field),
      required: schema?.required?.includes(name) === true,
      says: field.description ?? '',
    };
    return field.type === 'object' && field.properties !== undefined
      ? [own, ...fieldsOf(field, `${prefix}${name}.`)]
      : [own];
  });

const bodyOf = (operation: Described, schemas: Record<string, Schema>): DocumentedField[] => {
  const schema = Object.values(operation.requestBody?.content ?? {})[0]?.schema;
  const named = schema?.$ref?.split('/').at(-1);
  return fieldsOf(named === undefined ? schema : schemas[named]);
};

const groupsOf = (document: Document): DocumentedGroup[] => {
  const groups = new Map<string, DocumentedOperation[]>();
  for (const [path, operations] of Object.entries(document.paths ?? {})) {
    for (const [method, operation] of Object.entries(operations)) {
      const tag = operation.tags?.[0] ?? 'other';
      const one: DocumentedOperation = {
        method: method.toUpperCase(),
        path,
        anchor: `${method}-${path.replaceAll(/[^a-z0-9]+/giu, '-')}`,
        summary: operation.summary ?? '',
        description: operation.description ?? '',
        parameters: (operation.parameters ?? []).map((given) => ({
          name: given.name,
          place: given.in,
          type: typeOf(given.schema),
          required: given.required === true,
          says: given.description ?? given.schema?.description ?? '',
        })),
        body: bodyOf(operation, document.components?.schemas ?? {}),
      };
      groups.set(tag, [...(groups.get(tag) ?? []), one]);
    }
  }
  return [...groups].map(([tag, operations]) => ({ tag, operations })).sort((a, b) => a.tag.localeCompare(b.tag));
};

/** `/api/docs`: the same document as openapi.json, for reading. */
export const apiDocsRoutes =
  (kit: SiteKit) =>
  async (app: FastifyInstance): Promise<void> => {
    let groups: DocumentedGroup[] | undefined;
    app.get('/api/docs', (request, reply) => {
      const visit = visitOf(kit, request, reply);
      groups ??= groupsOf(app.swagger() as unknown as Document);
      return visit.show(
        apiDocsPage({ shell: visit.shell, groups, problems: refusalSentences(visit.t.language) }, visit.t),
      );
    });
  };
