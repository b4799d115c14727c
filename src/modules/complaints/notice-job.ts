/** Tells a complainant of something beside the papers. Names only: what it says and where it goes is looked up when it is sent. */
export type NoticeOrder = {
  readonly number: string;
  readonly notice: string;
  /** Of an attempt made anew: the way chosen, and the version of the act that asked for it. */
  readonly way?: 'sms' | 'e-mail';
  readonly again?: number;
};

const isOrder = (payload: unknown): payload is NoticeOrder => {
  if (typeof payload !== 'object' || payload === null) return false;
  const { number, notice, way, again } = payload as Partial<Record<keyof NoticeOrder, unknown>>;
  if ((way !== undefined && way !== 'sms' && way !== 'e-mail') || (again !== undefined && !Number.isInteger(again)))
    return false;
  return typeof number === 'string' && typeof notice === 'string';
};

export const noticeJob = {
  name: 'tell-notice',
  attempts: 12,
  read: (payload: unknown): NoticeOrder => {
    if (!isOrder(payload)) throw new TypeError('not an order to tell a notice');
    return payload;
  },
};
