/** A signature as files carry it (CMS, RFC 5652): who signed, and whether it holds for what was signed. */
import { createHash, verify, X509Certificate } from 'node:crypto';
import { type DerNode, firstNode, NotDer, nodesIn, oidOf, tags } from './der.ts';

export type CmsSignature = {
  readonly certificate: X509Certificate;
  /** `unknown`: by an algorithm that is not examined here, such as SM2. */
  readonly holdsFor: (signed: Buffer) => boolean | 'unknown';
};

/** The second is that of GM/T 0010, by which products sign with SM2: it is built alike. */
const SIGNED_DATA = ['1.2.840.113549.1.7.2', '1.2.156.10197.6.1.4.2.2'];
const MESSAGE_DIGEST = '1.2.840.113549.1.9.4';
const RSA_PSS = '1.2.840.113549.1.1.10';
const SM2 = '1.2.156.10197.1.301';

const digests: Readonly<Record<string, string>> = {
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
};

const only = (node: DerNode | undefined, tag?: number): DerNode => {
  if (node === undefined || (tag !== undefined && node.tag !== tag)) throw new NotDer();
  return node;
};

/** Undefined where the bytes are no such signature, or name a certificate that is not in them. */
export const readCms = (bytes: Buffer): CmsSignature | undefined => {
  try {
    return read(bytes);
  } catch (error) {
    // What a certificate may not be, `node:crypto` says in words of its own.
    if (error instanceof NotDer || error instanceof Error) return undefined;
    throw error;
  }
};

const read = (bytes: Buffer): CmsSignature | undefined => {
  const [type, holder] = nodesIn(only(firstNode(bytes), tags.sequence));
  if (!SIGNED_DATA.includes(oidOf(only(type)))) return undefined;
  const parts = nodesIn(only(nodesIn(only(holder, tags.context0))[0], tags.sequence));
  const certificates = parts.slice(3).find(({ tag }) => tag === tags.context0);
  const signers = nodesIn(only(parts.at(-1), tags.set));
  const [signer] = signers;
  if (certificates === undefined || signer === undefined || signers.length !== 1) return undefined;
  const [, sid, digest, ...rest] = nodesIn(signer);
  const attributes = rest[0]?.tag === tags.context0 ? rest.shift() : undefined;
  const [algorithm, signature] = rest;
  const certificate = nodesIn(certificates)
    .map(({ whole }) => whole)
    .find((whole) => isNamed(only(sid), whole));
  if (certificate === undefined) return undefined;
  const x509 = new X509Certificate(certificate);
  const [oid] = nodesIn(only(algorithm));
  const [hash] = nodesIn(only(digest));
  const said: Said = {
    digest: attributes === undefined ? undefined : digestIn(attributes),
    attributes,
    hash: digests[oidOf(only(hash))],
    algorithm: oidOf(only(oid)),
    signature: only(signature, tags.octets).content,
  };
  return {
    certificate: x509,
    holdsFor: (signed) => holds(x509, signed, said),
  };
};

/** By issuer and serial number, or by the identifier of the key. */
const isNamed = (sid: DerNode, certificate: Buffer): boolean => {
  if (sid.tag === tags.keyId) return certificate.includes(sid.content);
  const [issuer, serial] = nodesIn(sid);
  const fields = nodesIn(only(nodesIn(firstNode(certificate))[0]));
  const [itsSerial, , itsIssuer] = fields[0]?.tag === tags.context0 ? fields.slice(1) : fields;
  return only(issuer).whole.equals(only(itsIssuer).whole) && only(serial).whole.equals(only(itsSerial).whole);
};

/** What its attributes say was signed. @throws NotDer */
const digestIn = (attributes: DerNode): Buffer | undefined => {
  const digest = nodesIn(attributes)
    .map(nodesIn)
    .find(([type]) => type !== undefined && oidOf(type) === MESSAGE_DIGEST)?.[1];
  return digest === undefined ? undefined : nodesIn(digest)[0]?.content;
};

type Said = {
  readonly digest: Buffer | undefined;
  readonly attributes: DerNode | undefined;
  readonly hash: string | undefined;
  readonly algorithm: string;
  readonly signature: Buffer;
};

const holds = (
  { publicKey }: X509Certificate,
  signed: Buffer,
  { attributes, digest, hash, algorithm, signature }: Said,
): boolean | 'unknown' => {
  const kind = publicKey.asymmetricKeyType;
  if (hash === undefined || algorithm === RSA_PSS || algorithm.startsWith(SM2) || (kind !== 'rsa' && kind !== 'ec'))
    return 'unknown';
  if (attributes === undefined) return verify(hash, signed, publicKey, signature);
  if (digest === undefined || !digest.equals(createHash(hash).update(signed).digest())) return false;
  // Signed as a set of its own, not under the tag it has in the envelope (RFC 5652, 5.4).
  const asSet = Buffer.from(attributes.whole);
  asSet[0] = tags.set;
  return verify(hash, asSet, publicKey, signature);
};
