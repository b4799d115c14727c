import type { Translate } from '#kernel/translate.ts';
import { html, type Safe } from '#site/kit/html.ts';
import { layout, type Shell } from '#site/kit/layout.ts';
import { more } from '#site/kit/notices.ts';
import { table } from '#site/kit/reading.ts';

export type DocumentedField = {
  readonly name: string;
  readonly type: string;
  readonly required: boolean;
  readonly says: string;
};

export type DocumentedOperation = {
  readonly method: string;
  readonly path: string;
  readonly anchor: string;
  readonly summary: string;
  readonly description: string;
  readonly parameters: readonly (DocumentedField & { readonly place: string })[];
  readonly body: readonly DocumentedField[];
};

export type DocumentedGroup = { readonly tag: string; readonly operations: readonly DocumentedOperation[] };
export type ApiDocsView = {
  readonly shell: Shell;
  readonly groups: readonly DocumentedGroup[];
  readonly problems: readonly { readonly code: string; readonly text: string }[];
};

const required = (field: DocumentedField, t: Translate): string =>
  t(field.required ? 'site:api.required' : 'site:api.optional');

const fieldsTable = (caption: string, fields: readonly DocumentedField[], t: Translate): Safe =>
  table(
    caption,
    [
      { head: t('site:api.field') },
      { head: t('site:api.type') },
      { head: t('site:api.need') },
      { head: t('site:api.meaning') },
    ],
    fields.map((field) => [
      html`<code>${field.name}</code>`,
      html`<code>${field.type}</code>`,
      required(field, t),
      field.says,
    ]),
  );

const operationPart = (one: DocumentedOperation, t: Translate): Safe => html`<section id="${one.anchor}">
<h3><code>${one.method} ${one.path}</code></h3>
${one.summary !== '' && html`<p><b>${one.summary}</b></p>`}${one.description !== '' && html`<p class="small soft">${one.description}</p>`}
${
  one.parameters.length + one.body.length > 0 &&
  more(
    t('site:api.details'),
    html`${
      one.parameters.length > 0 &&
      fieldsTable(
        t('site:api.parameters'),
        one.parameters.map((field) => ({ ...field, name: `${field.name} (${field.place})` })),
        t,
      )
    }
${one.body.length > 0 && fieldsTable(t('site:api.body'), one.body, t)}`,
  )
}
</section>`;

/** The API for people: every operation with its fields and the law behind it, every refusal with its sentence. */
export const apiDocsPage = (view: ApiDocsView, t: Translate): Safe => {
  const title = t('site:api.title');
  return layout(
    {
      shell: view.shell,
      title,
      wide: true,
      body: html`<h1>${title}</h1>
<p class="lead">${t('site:api.lead')}</p>
<ul><li>${t('site:api.token')} <code>bin/fangxin token --as handler</code></li><li>${t('site:api.versions')}</li><li>${t('site:api.keys')}</li><li>${t('site:api.paging')}</li><li>${t('site:api.refusals')}</li>
<li><a href="/api/openapi.json">openapi.json</a> (OpenAPI 3.1)</li></ul>
<nav aria-label="${t('site:api.contents')}"><ul class="pages">${view.groups.map(({ tag }) => html`<li><a href="#tag-${tag}">${tag}</a></li>`)}<li><a href="#problems">${t('site:api.problems')}</a></li></ul></nav>
${view.groups.map(({ tag, operations }) => html`<h2 id="tag-${tag}">${tag}</h2>${operations.map((one) => operationPart(one, t))}`)}
<h2 id="problems">${t('site:api.problems')}</h2>
${table(
  t('site:api.problems'),
  [{ head: t('site:api.code') }, { head: t('site:api.sentence') }],
  view.problems.map(({ code, text }) => [html`<code id="${`problem-${code}`}">${code}</code>`, text]),
)}`,
    },
    t,
  );
};
