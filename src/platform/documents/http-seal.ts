import { type FileFault, settingsFile } from '../settings-file.ts';
import type { SealAdapter } from './seal.ts';

/** How a bureau's electronic seal product is asked: its own address and secrets, kept in a file outside the database. */
export type HttpSealSettings = {
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly timeoutSeconds?: number;
};

type Answer = { readonly pdf: string; readonly sealedBy: string };

const isAnswer = (answer: unknown): answer is Answer =>
  typeof answer === 'object' &&
  answer !== null &&
  'pdf' in answer &&
  typeof answer.pdf === 'string' &&
  'sealedBy' in answer &&
  typeof answer.sealedBy === 'string';

/**
 * Any product behind one HTTP address: it gets `{ pdf, authority, keyword, orderedBy }` as JSON, the file in base64, and
 * answers `{ pdf, sealedBy }`. A product with another interface stands behind a few lines of its own that speak this one.
 */
export const httpSeal = (settings: HttpSealSettings): SealAdapter => ({
  name: 'http-seal',
  seal: async ({ pdf, authority, keyword, orderedBy }) => {
    const answer = await fetch(settings.url, {
      method: 'POST',
      headers: { ...settings.headers, 'content-type': 'application/json' },
      body: JSON.stringify({ pdf: pdf.toString('base64'), authority, keyword, orderedBy }),
      redirect: 'error',
      signal: AbortSignal.timeout((settings.timeoutSeconds ?? 30) * 1000),
    });
    if (!answer.ok) throw new Error(`the seal product answered ${answer.status}`);
    const said: unknown = await answer.json();
    if (!isAnswer(said)) throw new Error('the seal product did not give a sealed file');
    return { state: 'sealed', pdf: Buffer.from(said.pdf, 'base64'), sealedBy: said.sealedBy };
  },
});

const sealFault = ({ url }: HttpSealSettings): FileFault | undefined =>
  typeof url === 'string' && /^https?:\/\//u.test(url) && URL.canParse(url)
    ? undefined
    : { member: 'url', expected: 'https://…' };

/** The product named in the environment; undefined where papers are sealed by hand. */
export const sealFrom = (env: Readonly<Record<string, string | undefined>>): SealAdapter | undefined => {
  const file = env['FANGXIN_SEAL_FILE'];
  return file ? httpSeal(settingsFile('FANGXIN_SEAL_FILE', file, sealFault)) : undefined;
};
