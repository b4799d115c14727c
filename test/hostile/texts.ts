import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The lists of attacks and oddities, read where they lie. */
const data = process.env.FANGXIN_DATA ?? fileURLToPath(new URL('../../../shared/data', import.meta.url));

export const noData = ['blns/blns.json', 'payloads', 'json-test-suite/test_parsing'].every((one) =>
  existsSync(join(data, one)),
)
  ? false
  : 'skipped: no data';

const textFile = /\.(?:txt|md|js|html|xml|svg)$/iu;

/** Texts no list has: what a database, an encoder or a log cannot hold, or takes for something else. */
const ownTexts = [
  '\u0000',
  'before\u0000after',
  '\ud800',
  'half \udc00 pair',
  '\uffff\ufffe',
  '{{respondent}} $t(site:service) {{-x}}',
  '__proto__',
  'constructor.prototype',
  '\r\nset-cookie: a=b',
  '\u202eright to left',
  'a'.repeat(4_900),
  '漢'.repeat(1_600),
  '👩‍👩‍👧‍👦'.repeat(200),
];

/** Every naughty string and every line of every payload list, each once. */
export const hostileTexts = (): string[] => {
  const naughty = JSON.parse(readFileSync(join(data, 'blns/blns.json'), 'utf8')) as unknown[];
  const lines = readdirSync(join(data, 'payloads'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && textFile.test(entry.name))
    .flatMap((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8').split('\n'));
  return [...new Set([...naughty.map(String), ...lines, ...ownTexts])].filter((text) => text !== '');
};

/** Every body of the JSON test suite: the name says whether it must, must not or may be read. */
export const jsonBodies = (): { readonly name: string; readonly body: Buffer }[] =>
  readdirSync(join(data, 'json-test-suite/test_parsing')).map((name) => ({
    name,
    body: readFileSync(join(data, 'json-test-suite/test_parsing', name)),
  }));

export const inParts = <T>(all: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, at) => all.slice(at * size, (at + 1) * size));
