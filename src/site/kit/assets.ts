import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { cssVariables } from '#kernel/tokens.ts';

/** A file of the site's own; its address changes with its content, so it may be kept for ever. */
export type Asset = { readonly address: string; readonly type: string; readonly body: string };

export type AssetAddresses = { readonly stylesheet: string; readonly script: string; readonly icon: string };

const lighten = (css: string): string =>
  css
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/\s*\n\s*/g, '')
    .replace(/\s*([{};,>])\s*/g, '$1')
    .replace(/:\s+/g, ':')
    .replaceAll(';}', '}');

const named = (stem: string, ending: string, type: string, body: string): Asset => ({
  address: `/assets/${stem}.${createHash('sha256').update(body).digest('hex').slice(0, 12)}.${ending}`,
  type: `${type}; charset=utf-8`,
  body,
});

/** All files of a folder with one ending, in the order of their names. */
function filesOf(folder: string, ending: string): readonly string[] {
  const place = new URL(folder, import.meta.url);
  return readdirSync(place)
    .filter((name) => name.endsWith(ending))
    .sort()
    .map((name) => readFileSync(new URL(name, place), 'utf8'));
}

const stylesheet = (): Asset =>
  named('site', 'css', 'text/css', cssVariables() + lighten(filesOf('./styles/', '.css').join('')));

/** The enhancing scripts, each in its own scope, as one file. */
const script = (): Asset =>
  named(
    'site',
    'js',
    'text/javascript',
    filesOf('./scripts/', '.js')
      .map((text) => `{\n${text.trim()}\n}\n`)
      .join(''),
  );

/** The mark of the service: a ticked box, as in the corner of every page. */
const icon = (): Asset =>
  named('mark', 'svg', 'image/svg+xml', readFileSync(new URL('./mark.svg', import.meta.url), 'utf8').trim());

/** Read once at start. */
export function siteAssets(): { readonly files: readonly Asset[]; readonly addresses: AssetAddresses } {
  const css = stylesheet();
  const js = script();
  const mark = icon();
  const addresses = { stylesheet: css.address, script: js.address, icon: mark.address };
  return { files: [css, js, mark], addresses };
}
