import { createHash } from 'node:crypto';
import type { Day } from '#kernel/day.ts';
import type { Facts } from '../commands.ts';
import { caseNumber } from '../number.ts';
import type { LoadedComplaint } from '../store.ts';

type Left = { readonly tenant: string; readonly stream: string; readonly version: number };
type Receiver = NonNullable<Facts['namedUnit']>;

/** Stream and number follow from which act of which case sends it where: whoever makes the case makes the same one. */
export const linkedIds = (left: Left, to: string, on: Day): { readonly stream: string; readonly number: string } => {
  const digest = createHash('sha256')
    .update(['linked-case', left.tenant, left.stream, left.version, to].join('|'))
    .digest();
  const id = Buffer.from(digest.subarray(0, 16));
  // Version 8 of RFC 9562: made by a rule of one's own.
  id.writeUInt8(0x80 | (id.readUInt8(6) & 0x0f), 6);
  id.writeUInt8(0x80 | (id.readUInt8(8) & 0x3f), 8);
  const hex = id.toString('hex');
  const stream = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
  return { stream, number: caseNumber(to, on, digest.subarray(16, 28)) };
};

/** Under which number the case would go on at this unit; none where it is no other authority's, or too much of it is erased. */
export const linkedNumberFor = (
  { tenant, stream, state, erased }: LoadedComplaint,
  to: Receiver | undefined,
  on: Day,
): Pick<Facts, 'linkedNumber'> => {
  const complainant = state.parties.find(({ kind }) => kind === 'complainant')?.person;
  if (to?.tenant === undefined || to.tenant === tenant || to.kind !== 'bureau') return {};
  if (complainant === undefined || erased.has(complainant)) return {};
  return { linkedNumber: linkedIds({ tenant, stream, version: state.version }, to.tenant, on).number };
};
