/**
 * Whose certificate a seal bears, as far as one can tell without asking anybody: its days, and whether it is one the bureau named.
 * Not examined: revocation, the chain up to a root, and signatures by algorithms `node:crypto` does not verify (SM2).
 */
import type { X509Certificate } from 'node:crypto';
import type { Day } from '#kernel/day.ts';
import { readCms } from './cms-signature.ts';
import type { SealFault } from './seal.ts';

/** What a seal of this authority is signed with from one day until before another; what is silent is not compared. */
export type SealCertificate = {
  readonly authority: string;
  /** Parts of the subject, such as `O=云栖市临溪区市场监督管理局`: each must stand in it. */
  readonly subject?: readonly string[];
  readonly issuer?: readonly string[];
  /** SHA-256 of the certificate, in hex with or without colons. */
  readonly fingerprint?: string;
  readonly effectiveFrom: Day;
  readonly effectiveTo?: Day | null;
};

export type SealExpected = {
  readonly authority: string;
  readonly at: Date;
  readonly today: Day;
  /** None for any authority: whose certificate it is, is not asked. */
  readonly certificates: readonly SealCertificate[];
};

export type FileSignature = { readonly value: Buffer; readonly signed: Buffer; readonly isCms: boolean };

export type CertificateFault = { readonly fault: SealFault; readonly params?: Readonly<Record<string, string>> };

export const certificateFault = (
  { value, signed, isCms }: FileSignature,
  { authority, at, today, certificates }: SealExpected,
): CertificateFault | undefined => {
  const isAsked = certificates.length > 0;
  const signature = readCms(value);
  // A product with a form of its own is believed as long as nobody asks whose certificate it is.
  if (signature === undefined) return isCms || isAsked ? { fault: 'seal-signature-unreadable' } : undefined;
  if (signature.holdsFor(signed) === false) return { fault: 'seal-signature-broken' };
  const { certificate } = signature;
  const { validFromDate, validToDate } = certificate;
  const subject = lineOf(certificate.subject);
  if (at < validFromDate || at > validToDate)
    return {
      fault: 'seal-certificate-not-in-its-days',
      params: { subject, from: isoDay(validFromDate), to: isoDay(validToDate) },
    };
  const inForce = certificates.filter(
    (one) =>
      one.authority === authority && one.effectiveFrom <= today && (one.effectiveTo == null || today < one.effectiveTo),
  );
  if (!isAsked) return undefined;
  if (inForce.length === 0) return { fault: 'seal-certificate-not-named', params: { authority, subject } };
  return inForce.some((one) => isOf(certificate, one))
    ? undefined
    : { fault: 'seal-certificate-of-another', params: { authority, subject, issuer: lineOf(certificate.issuer) } };
};

const isOf = (certificate: X509Certificate, { subject = [], issuer = [], fingerprint }: SealCertificate): boolean =>
  subject.every((part) => partsOf(certificate.subject).includes(part)) &&
  issuer.every((part) => partsOf(certificate.issuer).includes(part)) &&
  (fingerprint === undefined || plain(fingerprint) === plain(certificate.fingerprint256));

const plain = (fingerprint: string): string => fingerprint.replaceAll(':', '').toLowerCase();
const partsOf = (name: string): string[] => name.split('\n');
const lineOf = (name: string): string => partsOf(name).join(', ');
const isoDay = (at: Date): string => at.toISOString().slice(0, 10);
