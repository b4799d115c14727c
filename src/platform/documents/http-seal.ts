import { isDay } from '#kernel/day.ts';
import { readAnswer } from '../read-answer.ts';
import { type FileFault, settingsFile } from '../settings-file.ts';
import type { SealAdapter } from './seal.ts';
import type { SealCertificate } from './seal-certificate.ts';

/** How a bureau's electronic seal product is asked: its own address and secrets, kept in a file outside the database. */
export type HttpSealSettings = {
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly timeoutSeconds?: number;
  /** Whose certificate its seals must bear, by authority and day; silent: any that holds. */
  readonly certificates?: readonly SealCertificate[];
};

type Answer = { readonly pdf: string; readonly sealedBy: string };

const isAnswer = (answer: unknown): answer is Answer =>
  typeof answer === 'object' &&
  answer !== null &&
  'pdf' in answer &&
  typeof answer.pdf === 'string' &&
  'sealedBy' in answer &&
  typeof answer.sealedBy === 'string';

/** A seal adds its picture, its certificates and a revision of the file, in base64. */
const longestFor = (pdf: Buffer): number => 4 * pdf.length + 8 * 1024 * 1024;

const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
};

/**
 * Any product behind one HTTP address: it gets `{ pdf, authority, keyword, orderedBy }` as JSON, the file in base64, and
 * answers `{ pdf, sealedBy }`. A product with another interface stands behind a few lines of its own that speak this one.
 */
export const httpSeal = (settings: HttpSealSettings): SealAdapter => ({
  name: 'http-seal',
  ...(settings.certificates === undefined ? {} : { certificates: settings.certificates }),
  seal: async ({ pdf, authority, keyword, orderedBy }) => {
    const answer = await fetch(settings.url, {
      method: 'POST',
      headers: { ...settings.headers, 'content-type': 'application/json' },
      body: JSON.stringify({ pdf: pdf.toString('base64'), authority, keyword, orderedBy }),
      redirect: 'error',
      signal: AbortSignal.timeout((settings.timeoutSeconds ?? 30) * 1000),
    });
    if (!answer.ok) throw new Error(`the seal product answered ${answer.status}`);
    const said = jsonOf(await readAnswer(answer, longestFor(pdf)));
    if (!isAnswer(said)) throw new Error('the seal product did not give a sealed file');
    return { state: 'sealed', pdf: Buffer.from(said.pdf, 'base64'), sealedBy: said.sealedBy };
  },
});

const sealFault = ({ url, certificates = [] }: HttpSealSettings): FileFault | undefined => {
  if (typeof url !== 'string' || !/^https?:\/\//u.test(url) || !URL.canParse(url))
    return { member: 'url', expected: 'https://…' };
  if (!Array.isArray(certificates)) return { member: 'certificates', expected: '[ { … } ]' };
  for (const [i, one] of certificates.entries()) {
    const fault = certificateFaultIn(one ?? {});
    if (fault !== undefined) return { ...fault, member: `certificates.${i}.${fault.member}` };
  }
  return undefined;
};

const isListOfText = (value: unknown): boolean =>
  Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === 'string' && /^[\w.]+=./u.test(one));

/** One that names nothing of the certificate would let every one pass. */
const certificateFaultIn = (one: Partial<SealCertificate>): FileFault | undefined => {
  const { authority, subject, issuer, fingerprint, effectiveFrom, effectiveTo } = one;
  if (typeof authority !== 'string' || authority === '') return { member: 'authority', expected: '…市场监督管理局' };
  if (typeof effectiveFrom !== 'string' || !isDay(effectiveFrom))
    return { member: 'effectiveFrom', expected: '2026-01-01' };
  if (effectiveTo != null && !(typeof effectiveTo === 'string' && isDay(effectiveTo)))
    return { member: 'effectiveTo', expected: '2027-01-01' };
  if (fingerprint !== undefined && !/^(?:[\da-f]{2}:?){32}$/iu.test(String(fingerprint)))
    return { member: 'fingerprint', expected: 'SHA-256' };
  if (subject === undefined && issuer === undefined && fingerprint === undefined)
    return { member: 'subject', expected: '[ "O=…" ]' };
  if (subject !== undefined && !isListOfText(subject)) return { member: 'subject', expected: '[ "O=…" ]' };
  return issuer === undefined || isListOfText(issuer) ? undefined : { member: 'issuer', expected: '[ "CN=…" ]' };
};

/** The product named in the environment; undefined where papers are sealed by hand. */
export const sealFrom = (env: Readonly<Record<string, string | undefined>>): SealAdapter | undefined => {
  const file = env['FANGXIN_SEAL_FILE'];
  return file ? httpSeal(settingsFile('FANGXIN_SEAL_FILE', file, sealFault)) : undefined;
};
