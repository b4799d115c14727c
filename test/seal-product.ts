import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import type { SealAdapter, SealRequest } from '#platform/documents/seal.ts';
import type { SealCertificate } from '#platform/documents/seal-certificate.ts';

const der = (tag: number, ...parts: readonly Buffer[]): Buffer => {
  const content = Buffer.concat(parts);
  const size = content.length;
  if (size < 0x80) return Buffer.concat([Buffer.from([tag, size]), content]);
  const hex = size.toString(16);
  const length = Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex');
  return Buffer.concat([Buffer.from([tag, 0x80 | length.length]), length, content]);
};
const sequence = (...parts: readonly Buffer[]) => der(0x30, ...parts);
const set = (...parts: readonly Buffer[]) => der(0x31, ...parts);
const integer = (n: number) => der(2, Buffer.from([n]));
const oid = (hex: string) => der(6, Buffer.from(hex, 'hex'));
const sha256 = sequence(oid('608648016503040201'));
const ecdsa = sequence(oid('2a8648ce3d040302'));
const rsa = sequence(oid('2a864886f70d01010b'), der(5));
const name = (organisation: string) => sequence(set(sequence(oid('55040a'), der(12, Buffer.from(organisation)))));
const moment = (at: Date) => der(0x18, Buffer.from(`${at.toISOString().slice(0, 19).replaceAll(/\D/gu, '')}Z`));

export type Signer = {
  readonly key: KeyObject;
  readonly certificate: Buffer;
  readonly issuer: Buffer;
  readonly kind: 'ec' | 'rsa';
  /** What the envelope says it is, and the attributes of the signer, where they are not as RFC 5652 has them. */
  readonly envelope?: string;
  readonly attributes?: readonly Buffer[];
};

/** A certificate signed by itself under another name, as that of a seal. */
export const signerNamed = (
  organisation: string,
  { from = '2020-01-01', to = '2040-01-01', issuedBy = '云上电子认证', kind = 'ec' as 'ec' | 'rsa' } = {},
): Signer => {
  const pair =
    kind === 'ec'
      ? generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
      : generateKeyPairSync('rsa', { modulusLength: 2048 });
  const issuer = name(issuedBy);
  const algorithm = kind === 'ec' ? ecdsa : rsa;
  const days = sequence(moment(new Date(`${from}T00:00:00Z`)), moment(new Date(`${to}T00:00:00Z`)));
  const key = pair.publicKey.export({ type: 'spki', format: 'der' });
  const told = sequence(der(0xa0, integer(2)), integer(7), algorithm, issuer, days, name(organisation), key);
  const certificate = sequence(told, algorithm, der(3, Buffer.from([0]), sign('sha256', told, pair.privateKey)));
  return { key: pair.privateKey, certificate, issuer, kind };
};

/** RSA signs the same bytes the same way, so that two copies are one. */
const own = signerNamed('云栖市临溪区市场监督管理局', { kind: 'rsa' });

/** CMS, detached: what was signed stands in the file round it. */
const cmsOver = (signed: Buffer, { key, certificate, issuer, kind, ...odd }: Signer): Buffer => {
  const digest = der(4, createHash('sha256').update(signed).digest());
  const attributes = odd.attributes ?? [
    sequence(oid('2a864886f70d010903'), set(oid('2a864886f70d010701'))),
    sequence(oid('2a864886f70d010904'), set(digest)),
  ];
  const signature = der(4, sign('sha256', set(...attributes), key));
  const algorithm = kind === 'ec' ? ecdsa : rsa;
  const signer = sequence(
    integer(1),
    sequence(issuer, integer(7)),
    sha256,
    der(0xa0, ...attributes),
    algorithm,
    signature,
  );
  const content = sequence(oid('2a864886f70d010701'));
  const data = sequence(integer(1), set(sha256), content, der(0xa0, certificate), set(signer));
  return sequence(oid(odd.envelope ?? '2a864886f70d010702'), der(0xa0, data));
};

const ROOM = 8_192;

/** As seal products do it: the file as it was, and behind it a signature over everything but its own value. */
export const signedOver = (pdf: Buffer, signer: Signer = own): Buffer => {
  const written = (range: string, value: string) =>
    `\n900000 0 obj\n<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /adbe.pkcs7.detached /ByteRange [${range}] /Contents ${value} >>\nendobj\n`;
  const blank = `<${'0'.repeat(ROOM)}>`;
  const start = pdf.length + written(' '.repeat(40), blank).indexOf(blank);
  const end = pdf.length + written(' '.repeat(40), blank).length;
  const next = start + blank.length;
  const range = `0 ${start} ${next} ${end - next}`.padEnd(40);
  const whole = Buffer.concat([pdf, Buffer.from(written(range, blank))]);
  const value = cmsOver(Buffer.concat([whole.subarray(0, start), whole.subarray(next)]), signer);
  return Buffer.concat([pdf, Buffer.from(written(range, `<${value.toString('hex').padEnd(ROOM, '0')}>`))]);
};

/** A seal product that gives back what it is told to, by default the paper sealed. */
export const sealProduct = (
  give: (request: SealRequest) => Buffer = ({ pdf }) => signedOver(pdf),
  certificates?: readonly SealCertificate[],
): SealAdapter => ({
  name: 'product',
  ...(certificates === undefined ? {} : { certificates }),
  seal: async (request) => ({ state: 'sealed', pdf: give(request), sealedBy: 'product' }),
});
