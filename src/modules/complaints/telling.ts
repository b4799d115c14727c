import type { Complaint } from './complaint.ts';

type Told = Pick<Complaint, 'delivered' | 'sentOnly' | 'siteOnly'>;
type Attempt = {
  readonly n: number;
  readonly to: string;
  readonly channel: string;
  readonly outcome: 'delivered' | 'sent' | 'failed' | 'recorded';
};

/** A notice that was only sent counts as told until it is known that it did not arrive; what arrived stays told. */
export const afterTelling = ({ delivered, sentOnly, siteOnly }: Told, { n, to, channel, outcome }: Attempt): Told => {
  const key = `${n}:${to}`;
  const others = (keys: readonly string[]) => keys.filter((one) => one !== key);
  if (outcome === 'failed')
    return {
      delivered: sentOnly.includes(key) ? others(delivered) : delivered,
      sentOnly: others(sentOnly),
      siteOnly: others(siteOnly),
    };
  const isCertain = outcome !== 'sent' || (delivered.includes(key) && !sentOnly.includes(key));
  return {
    delivered: [...others(delivered), key],
    sentOnly: isCertain ? others(sentOnly) : [...others(sentOnly), key],
    siteOnly: channel === 'internet' && outcome === 'delivered' ? [...others(siteOnly), key] : others(siteOnly),
  };
};

/** Whether this says anything of the notice that is not known yet, as far as the platform itself can tell. */
export const isNewsOf = (
  { delivered, sentOnly, siteOnly }: Told,
  { n, to, outcome }: Omit<Attempt, 'channel'>,
): boolean => {
  const key = `${n}:${to}`;
  if (!delivered.includes(key)) return true;
  return (outcome !== 'sent' && sentOnly.includes(key)) || (outcome === 'failed' && siteOnly.includes(key));
};
