/**
 * Writes every page of the public site with sample contents, to be opened in a browser.
 * Usage: node tools/site-preview.ts FOLDER [--language zh-CN|en] [--large]
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { siteAssets } from '#site/kit/assets.ts';
import { siteSamples } from '#test/site-samples/site-samples.ts';
import { endWithUsage } from './usage.ts';

const usage = 'node tools/site-preview.ts FOLDER [--language zh-CN|en] [--large]';

const called = () => {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        help: { type: 'boolean', default: false },
        language: { type: 'string', default: 'zh-CN' },
        large: { type: 'boolean', default: false },
      },
    });
  } catch {
    return endWithUsage(usage, 2);
  }
};

const { positionals, values } = called();
if (values.help) endWithUsage(usage, 0);
const folder = positionals[0] ?? endWithUsage(usage, 2);
if (!['zh-CN', 'en'].includes(values.language)) endWithUsage(usage, 2);

const { files, addresses } = siteAssets();
mkdirSync(folder, { recursive: true });
for (const { address, body } of files) writeFileSync(join(folder, basename(address)), body);

const look = { language: values.language === 'en' ? 'en' : 'zh-CN', largePrint: values.large } as const;
// Absolute paths would not be found in a folder of files; the pages lie beside their assets.
const assets = {
  stylesheet: `/${basename(addresses.stylesheet)}`,
  script: `/${basename(addresses.script)}`,
  icon: `/${basename(addresses.icon)}`,
};
const shared = files.reduce((sum, { body }) => sum + gzipSync(body).length, 0);
let heaviest = { name: '', bytes: 0 };
const pages = Object.entries(siteSamples(look, assets)).map(([name, page]) => {
  const text = page().markup;
  const bytes = gzipSync(text).length + shared;
  if (bytes > heaviest.bytes) heaviest = { name, bytes };
  writeFileSync(
    join(folder, `${name}.html`),
    text.replaceAll(/(href|src)="\/((?:site|mark)\.[0-9a-f]+\.(?:css|js|svg))"/g, '$1="$2"'),
  );
  return name;
});
console.log(
  `${pages.length} pages in ${folder}; heaviest ${heaviest.name}: ${heaviest.bytes} bytes compressed, assets included`,
);
