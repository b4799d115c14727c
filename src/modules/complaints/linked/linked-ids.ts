import type { Day } from '#kernel/day.ts';
import { handOverIds } from '#platform/hand-over.ts';
import type { Facts } from '../commands.ts';
import { caseNumber } from '../number.ts';
import type { LoadedComplaint } from '../store.ts';

type Left = { readonly tenant: string; readonly stream: string; readonly version: number };
type Receiver = NonNullable<Facts['namedUnit']>;

/** Stream and number follow from which act of which case sends it where: whoever makes the case makes the same one. */
export const linkedIds = (left: Left, to: string, on: Day): { readonly stream: string; readonly number: string } => {
  const { stream, chance } = handOverIds('linked-case', left, to);
  return { stream, number: caseNumber(to, on, chance) };
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
