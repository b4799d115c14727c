import assert from 'node:assert/strict';
import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { attributes, type Content, escapeHtml, html, raw, Safe } from './html.ts';

const readBack = (markup: string): string =>
  markup
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&#96;', '`')
    .replaceAll('&#13;', '\r')
    .replaceAll('&amp;', '&');

/** In text, in both kinds of quotes and in a made attribute: what comes out must be that text and nothing more. */
function staysText(text: string): void {
  const page = html`<p title="${text}" lang='${text}'${attributes({ 'data-note': text })}>${text}</p>`.markup;
  const match = /^<p title="([^"<>]*)" lang='([^'<>]*)' data-note="([^"<>]*)">([^<>]*)<\/p>$/.exec(page);
  assert.ok(match, page);
  const shown = text.replaceAll('\0', '\uFFFD');
  for (const place of match.slice(1)) assert.equal(readBack(place), shown);
}

function harmlessLink(text: string): void {
  const href = /^<a href="([^"<>]*)">x<\/a>$/.exec(html`<a href="${text}">x</a>`.markup)?.[1];
  assert.ok(href !== undefined);
  const address = readBack(href).replaceAll('\uFFFD', '');
  if (!URL.canParse(address, 'https://fangxin.example/')) return;
  const target = new URL(address, 'https://fangxin.example/');
  assert.ok(['https:', 'http:', 'mailto:', 'tel:'].includes(target.protocol), href);
  assert.ok(/^https?:/i.test(address) || target.protocol !== 'https:' || target.host === 'fangxin.example', href);
}

describe('html', () => {
  test('escapes text, nests markup and lists, drops nothing but nothing', () => {
    const items = ['<b>', 2, null, false, undefined, html`<i>${'&'}</i>`, [['x']]] as const;
    assert.equal(html`<ul>${items}</ul>`.markup, '<ul>&lt;b&gt;2<i>&amp;</i>x</ul>');
    assert.equal(html`${0}${''}`.markup, '0');
    assert.equal(raw`&nbsp;<br>`.markup, '&nbsp;<br>');
  });

  test('attributes: true is a bare name, nothing is no attribute', () => {
    assert.equal(
      html`<input${attributes({ name: 'a"b', checked: true, disabled: false, id: undefined, size: 4 })}>`.markup,
      '<input name="a&quot;b" checked size="4">',
    );
    assert.throws(() => attributes({ onclick: 'x' }), TypeError);
    assert.throws(() => attributes({ 'a b': 'x' }), TypeError);
    assert.equal(attributes({ href: 'javascript:alert(1)' }).markup, ' href="#"');
  });

  test('an address may have a settled start; a value alone must be harmless by itself', () => {
    assert.equal(html`<a href="#${'f-name'}">`.markup, '<a href="#f-name">');
    assert.equal(html`<a href="tel:${'0571-88001234'}">`.markup, '<a href="tel:0571-88001234">');
    assert.equal(html`<a href="/cases?q=${'javascript:'}">`.markup, '<a href="/cases?q=javascript:">');
    assert.throws(() => html`<a href="${'/'}${'/evil.example'}">`, /address beginning with a value/);
  });

  test('refuses the places where no escaping is enough', () => {
    const value: Content = 'x';
    assert.throws(() => html`<p class=${value}>`, /unquoted attribute/);
    assert.throws(() => html`<p ${value}>`, /text inside a tag/);
    assert.throws(() => html`<p onclick="${value}">`, /attribute onclick/);
    assert.throws(() => html`<p style="${value}">`, /attribute style/);
    assert.throws(() => html`<script>${value}</script>`, /inside <script>/);
    assert.throws(() => html`<style>${value}</style>`, /<style>/);
    assert.throws(() => html`<!-- ${value} -->`, /<!--/);
    assert.throws(() => html`<a href="/${value}">`, /address beginning with/);
    assert.throws(() => html`<a href="java${value}">`, /address beginning with/);
    assert.throws(() => html`<p title="${html`<b>`}">`, /markup inside a tag/);
    assert.throws(() => html`<p>${attributes({ id: 'x' })}</p>`, /attributes outside a tag/);
  });

  test('an object is a type error, and an error when types were cheated', () => {
    // @ts-expect-error an object is not content
    assert.throws(() => html`<p>${{ a: 1 }}</p>`, /not content/);
    // @ts-expect-error neither is a date
    assert.throws(() => html`<p>${new Date(0)}</p>`, /not content/);
  });

  test('any text stays text in every place', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 60 }), staysText), { numRuns: 2000 });
    const nasty = fc
      .array(fc.constantFrom('<', '>', '"', "'", '`', '&', '=', '/', '\0', '\r', '\n', ' ', 'a', ';', '&#39;', '${'))
      .map((c) => c.join(''));
    fc.assert(fc.property(nasty, staysText), { numRuns: 2000 });
  });

  test('no text makes a link run something', () => {
    const scheme = fc.constantFrom(
      'javascript:',
      'JaVaScRiPt:',
      'java\nscript:',
      ' javascript:',
      'data:text/html,',
      'vbscript:',
      '//evil.example',
      '/\\evil.example',
      '/ok',
      'https://a.example',
    );
    fc.assert(fc.property(scheme, fc.string(), (head, tail) => harmlessLink(head + tail.replace(/[[\]:@]/g, ''))));
  });

  test('escaping once is enough: escaped text escapes again, never less', () => {
    fc.assert(fc.property(fc.string(), (text) => readBack(escapeHtml(escapeHtml(text))) === escapeHtml(text)));
  });
});

test('markup is made in html.ts alone', () => {
  const here = fileURLToPath(new URL('..', import.meta.url));
  const makers = globSync('**/*.ts', { cwd: here }).filter((file) =>
    /new Safe(Attributes)?\(/.test(readFileSync(join(here, file), 'utf8')),
  );
  assert.deepEqual(makers.sort(), ['kit/html.test.ts', 'kit/html.ts']);
  assert.ok(new Safe('') instanceof Safe);
});

describe('attack lists', () => {
  const data = process.env.FANGXIN_DATA ?? fileURLToPath(new URL('../../../../shared/data', import.meta.url));
  const noData = (folder: string): string | false => (existsSync(join(data, folder)) ? false : 'skipped: no data');

  test('big list of naughty strings', { skip: noData('blns') }, () => {
    const lines: unknown = JSON.parse(readFileSync(join(data, 'blns/blns.json'), 'utf8'));
    assert.ok(Array.isArray(lines) && lines.length > 400);
    for (const line of lines) staysText(String(line));
  });

  test('payload lists', { skip: noData('payloads') }, () => {
    const folder = join(data, 'payloads');
    let lines = 0;
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const text = readFileSync(join(entry.parentPath, entry.name)).toString('latin1');
      staysText(text);
      for (const line of text.split('\n')) {
        staysText(line);
        lines += 1;
      }
    }
    assert.ok(lines > 1000, `${lines} lines`);
  });
});
