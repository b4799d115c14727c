/** How a party wishes to be told; silent: as it can be reached soonest. */
export const tellWays = ['sms', 'e-mail', 'letter'] as const;
export type TellBy = (typeof tellWays)[number];

type Reach = {
  readonly wish: TellBy | undefined;
  readonly mobile: string | undefined;
  readonly email: string | undefined;
};

/** What a party wished where that is possible, else what reaches it: a message, an e-mail, a letter (Order 121; forms 5 to 8). */
export const wayFor = ({ wish, mobile, email }: Reach): TellBy => {
  if (wish === 'letter') return 'letter';
  if (wish === 'e-mail' && email !== undefined) return 'e-mail';
  if (mobile !== undefined) return 'sms';
  return email === undefined ? 'letter' : 'e-mail';
};
