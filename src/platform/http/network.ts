import { isIPv6 } from 'node:net';

/**
 * What counts as one sender: an IPv4 address, or the /64 of an IPv6 address, as large as what one subscriber is given
 * (RFC 6177).
 */
export const networkOf = (address: string): string => {
  if (!address.includes(':')) return address;
  const [plain = ''] = address.split('%');
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/iu.exec(plain)?.[1];
  if (mapped !== undefined) return mapped;
  if (!isIPv6(plain)) return plain;
  const [head = '', tail] = plain.toLowerCase().split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  // A dotted tail stands for two groups; it never reaches into the first four that count.
  const groups = after.length + (after.at(-1)?.includes('.') === true ? 1 : 0);
  const whole = tail === undefined ? before : [...before, ...Array(8 - before.length - groups).fill('0'), ...after];
  const four = whole.slice(0, 4).map((group) => group.replace(/^0+(?=.)/u, ''));
  return `${four.join(':')}::/64`;
};
