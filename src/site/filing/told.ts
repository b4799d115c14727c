import { maskPhone, readPhone } from '#kernel/phone.ts';
import type { FilingAnswers } from './answer-rows.ts';

/** How whoever complains is told, as the receipt says it. */
export type Told = {
  readonly way: 'sms' | 'e-mail' | 'letter' | 'large-letter';
  /** Masked number, e-mail address or postal address. */
  readonly to: string;
  /** The message only reminds: papers go by letter to this address. */
  readonly papersTo?: string;
  /** Nobody of theirs can receive the code that opens the case here. */
  readonly closed?: true;
};

const mobileIn = (phone: string | undefined): string | undefined => {
  const reading = phone === undefined ? undefined : readPhone(phone);
  return reading?.kind === 'mobile' ? reading.text : undefined;
};

/** As the papers will be sent: to the agent where there is one with a mobile, by the wish where that is possible, else by what reaches. */
export const toldOf = ({ person, agent }: FilingAnswers): Told | undefined => {
  if (person?.kind !== 'named' || person.address === undefined) return undefined;
  const { address, email, telling } = person;
  const ofAgent = mobileIn(agent?.phone);
  const mobile = ofAgent ?? mobileIn(person.phone);
  const mail = ofAgent === undefined ? email : undefined;
  const closed = mobile === undefined ? { closed: true as const } : {};
  const wish = telling?.toldBy;
  if (wish === 'letter' || wish === 'large-letter') return { way: wish, to: address, ...closed };
  const papers = telling !== undefined && !telling.electronic ? { papersTo: address } : {};
  if (mail !== undefined && (wish === 'e-mail' || mobile === undefined))
    return { way: 'e-mail', to: mail, ...papers, ...closed };
  if (mobile !== undefined) return { way: 'sms', to: maskPhone(mobile), ...papers };
  return { way: 'letter', to: address, ...closed };
};
