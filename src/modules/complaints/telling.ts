import type { Complaint } from './complaint.ts';

type Told = Pick<Complaint, 'delivered' | 'sentOnly'>;
type Attempt = {
  readonly n: number;
  readonly to: string;
  readonly outcome: 'delivered' | 'sent' | 'failed' | 'recorded';
};

/** A notice that was only sent counts as told until it is known that it did not arrive; what arrived stays told. */
export const afterTelling = ({ delivered, sentOnly }: Told, { n, to, outcome }: Attempt): Told => {
  const key = `${n}:${to}`;
  const others = sentOnly.filter((one) => one !== key);
  if (outcome === 'failed')
    return { delivered: sentOnly.includes(key) ? delivered.filter((one) => one !== key) : delivered, sentOnly: others };
  const isCertain = outcome !== 'sent' || (delivered.includes(key) && !sentOnly.includes(key));
  return { delivered: [...delivered, key], sentOnly: isCertain ? others : [...others, key] };
};
