import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { textsFor } from '#platform/texts.ts';
import { siteAssets } from '#site/kit/assets.ts';
import { fieldsOf } from '#site/kit/fields.ts';
import { html } from '#site/kit/html.ts';
import { layout } from '#site/kit/layout.ts';
import { said, summaryList } from '#site/kit/reading.ts';
import { launchBrowser } from '#test/browser.ts';
import { formOf } from '#test/site-samples/sample-parts.ts';

const data = process.env.FANGXIN_DATA ?? fileURLToPath(new URL('../../../shared/data', import.meta.url));

function attackLines(): readonly string[] {
  const naughty: unknown = JSON.parse(readFileSync(join(data, 'blns/blns.json'), 'utf8'));
  assert.ok(Array.isArray(naughty));
  const scripts = readdirSync(join(data, 'payloads/XSS Injection'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.(?:png|jpe?g|gif|swf|pdf)$/i.test(entry.name))
    .flatMap((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8').split('\n'));
  return [...naughty.map(String), ...scripts].filter((line) => line.trim() !== '');
}

/** A page that shows each text in every way the site shows what people wrote. */
function pageOf(lines: readonly string[]): string {
  const t = textsFor('zh-CN');
  const shell = {
    assets: siteAssets().addresses,
    address: lines.join('&').slice(0, 2000),
    largePrint: false,
    authority: lines[0] ?? '',
    demo: false,
    companion: false,
  };
  const body = lines.map((line, at) => {
    const field = fieldsOf(formOf({ [`t${at}`]: line, [`l${at}`]: line, [`s${at}`]: line }), t);
    return html`${field.text({ name: `t${at}`, label: line, hint: line })}${field.long({ name: `l${at}`, label: 'x' })}
${field.select({ name: `s${at}`, label: 'x', options: [{ value: line, label: line }] })}
${summaryList([{ term: line, value: said(line), change: line }], t)}<a class="attack" href="${line}">x</a>`;
  });
  return layout({ shell, title: lines.join(' '), body }, t).markup;
}

const noData = ['blns', 'payloads'].every((one) => existsSync(join(data, one))) ? false : 'skipped: no data';

test('no text from the attack lists runs, opens or disappears in a real browser', { skip: noData }, async () => {
  const lines = attackLines();
  assert.ok(lines.length > 1000, `${lines.length} lines`);
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage();
    const happened: string[] = [];
    page.on('dialog', (dialog) => {
      happened.push(dialog.message());
      void dialog.dismiss();
    });
    page.on('request', (request) => {
      if (!request.isNavigationRequest()) happened.push(request.url());
    });
    const size = 150;
    for (let at = 0; at < lines.length; at += size) {
      const part = lines.slice(at, at + size);
      // The site's own two files are not what is tested here.
      const markup = pageOf(part).replace(/<link rel="stylesheet"[^>]*>|<script src="\/assets\/[^>]*><\/script>/g, '');
      await page.setContent(markup);
      const shown = await page.evaluate(() => ({
        typed: [...document.querySelectorAll('textarea')].map((area) => area.value),
        said: [...document.querySelectorAll('.said')].map((span) => span.textContent),
        foreign: document.querySelectorAll('script, iframe, object, embed, img, svg, style, base, meta[http-equiv]')
          .length,
        links: [...document.querySelectorAll<HTMLAnchorElement>('a.attack')].map((link) => link.protocol),
      }));
      const asRead = part.map((line) => line.replaceAll('\0', '\uFFFD'));
      assert.deepEqual(shown.said, asRead);
      // What a text area gives back has its line breaks made one kind; nothing else may differ.
      assert.deepEqual(
        shown.typed,
        asRead.map((line) => line.replaceAll('\r\n', '\n').replaceAll('\r', '\n')),
      );
      assert.equal(shown.foreign, 0);
      for (const protocol of shown.links) assert.match(protocol, /^(?:https?:|about:|mailto:|tel:|:?)$/);
    }
    assert.deepEqual(happened, []);
  } finally {
    await browser.close();
  }
});
