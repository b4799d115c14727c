import { createHmac } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import type { Keyring } from '../crypto/keyring.ts';
import type { UploadLimits } from '../files/limits.ts';
import type { UploadSender } from '../files/upload-volume.ts';
import { networkOf } from './network.ts';

/**
 * On whose share of the day a file counts: the account's, and for everybody but officials the address's too, so that
 * new accounts and new drafts bring no new share. A bureau shares one address with all its counters.
 */
export const uploadSenders = (
  keyring: Keyring,
  limits: UploadLimits,
  { ip, signedIn }: Pick<FastifyRequest, 'ip' | 'signedIn'>,
): UploadSender[] => {
  const digest = createHmac('sha256', keyring.derived('upload-sender')).update(networkOf(ip)).digest('base64url');
  const address = { sender: `address:${digest}`, mostBytes: limits.bytesPerAddressAndDay };
  if (signedIn === undefined) return [address];
  const { account, kind } = signedIn.actor;
  return kind === 'staff'
    ? [{ sender: account, mostBytes: limits.bytesPerOfficialAndDay }]
    : [{ sender: account, mostBytes: limits.bytesPerAccountAndDay }, address];
};
