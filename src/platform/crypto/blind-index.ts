import { createHmac, type KeyObject } from 'node:crypto';

/** What may be recognised without being read. Keys belong to the deployment, so a match works across tenants. */
export type IndexPurpose = 'phone' | 'id-number';

/** Same person, same text: full-width digits, spaces and country codes must not hide a match. */
export const normalFor = (purpose: IndexPurpose, value: string): string => {
  const plain = value.normalize('NFKC').trim();
  if (purpose === 'id-number') return plain.replace(/[\s-]/g, '').toUpperCase();
  const digits = plain.replace(/\D/g, '');
  return /^(?:00)?861\d{10}$/.test(digits) ? digits.slice(-11) : digits;
};

export const blindDigest = (key: KeyObject, purpose: IndexPurpose, value: string): Buffer =>
  createHmac('sha256', key)
    .update(`${purpose}:${normalFor(purpose, value)}`)
    .digest();
