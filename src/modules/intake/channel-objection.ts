import type { Actor } from '#kernel/actor.ts';
import { addDays, compareDays, type Day, isDay } from '#kernel/day.ts';
import { isSeen } from '#kernel/field-shapes.ts';
import { type Refusal, refuse } from '#kernel/refusal.ts';
import { daysOf, type Rulebook, versionsOf } from '#kernel/rule.ts';
import { takesDown } from '#kernel/taking-down.ts';

/** What a filing says of the way it came. */
export type Arrival = {
  readonly channel?: string | undefined;
  readonly externalNumber?: string | undefined;
  readonly receivedOn?: string | undefined;
  readonly hotlineReceivedOn?: string | undefined;
  /** The paper was looked at once more: the day does lie that far back. */
  readonly receivedLongAgo?: boolean | undefined;
};

/** Law by which a day of receipt is looked at; `rule`: the limit that runs from it, where there is one. */
export type ReceiptLaw = { readonly rulebook: Rulebook; readonly rule?: string };

const o121 = (article: string) => ({ text: 'order-121', article });

/** Ways in at which an official took it down; nobody else can say that they were used. */
const staffChannels: ReadonlySet<string> = new Set(['counter', 'phone', 'letter', 'hotline-12345', 'platform-12315']);
/** What may have come in on a day before it is entered. */
const enteredLater: ReadonlySet<string> = new Set(['letter', 'hotline-12345', 'platform-12315']);

/**
 * Order 121 arts 8 and 40: at a companion bureau the limit runs from the registration in 12315, and such a filing counts
 * as registered. So only an official may say that something came that way, and with the number it has there.
 */
export const objectionToChannel = (arrival: Arrival, actor: Actor): Refusal | undefined => {
  const { channel, externalNumber = '' } = arrival;
  if (channel !== undefined && staffChannels.has(channel) && !takesDown(actor, 'complaint'))
    return refuse('channel-not-yours', { status: 422, field: 'channel', basis: [o121('8')] });
  if (channel === 'platform-12315' && externalNumber.trim() === '')
    return refuse('registration-number-missing', { status: 422, field: 'externalNumber', basis: [o121('40')] });
  return undefined;
};

/** Order 121 arts 15 and 45: the limit runs from receipt, whenever what was received is entered here. */
export const objectionToReceipt = (arrival: Arrival, today: Day, law: ReceiptLaw): Refusal | undefined => {
  const { channel, receivedOn } = arrival;
  if (receivedOn === undefined) {
    return channel === 'platform-12315'
      ? refuse('registration-day-missing', { status: 422, field: 'receivedOn', basis: [o121('40')] })
      : undefined;
  }
  if (channel === undefined || !enteredLater.has(channel))
    return refuse('receipt-day-is-today', { status: 422, field: 'receivedOn', basis: [o121('15')] });
  if (!isDay(receivedOn)) return refuse('receipt-day-not-a-day', { status: 422, field: 'receivedOn' });
  const at = { status: 422, field: 'receivedOn', basis: [o121('15'), o121('45')] } as const;
  if (compareDays(receivedOn, today) > 0) return refuse('receipt-day-ahead', at);
  const since = law.rule === undefined ? undefined : versionsOf(law.rulebook, law.rule)[0]?.effectiveFrom;
  if (since !== undefined && compareDays(receivedOn, since) < 0)
    return refuse('receipt-day-before-the-law', { ...at, params: { since } });
  return arrival.receivedLongAgo === true || compareDays(receivedOn, checkedBefore(law.rulebook, today)) >= 0
    ? undefined
    : refuse('receipt-day-long-past', { ...at, params: { days: daysOf(law.rulebook, 'RCV-01', today) } });
};

/** The hotline has an order before it hands it on. Its own limits are local and move none of Order 121: the day is kept and starts nothing. */
export const objectionToHotlineDay = (arrival: Arrival, today: Day): Refusal | undefined => {
  const { channel, hotlineReceivedOn, receivedOn } = arrival;
  if (hotlineReceivedOn === undefined) return undefined;
  const at = { status: 422, field: 'hotlineReceivedOn' } as const;
  if (channel !== 'hotline-12345') return refuse('hotline-day-of-another-channel', at);
  if (!isDay(hotlineReceivedOn)) return refuse('receipt-day-not-a-day', at);
  const latest = receivedOn !== undefined && isDay(receivedOn) ? receivedOn : today;
  return compareDays(hotlineReceivedOn, latest) > 0 ? refuse('hotline-day-after-receipt', at) : undefined;
};

/** A day of receipt before this one is entered only when the paper was looked at once more (RCV-01). */
const checkedBefore = (rulebook: Rulebook, today: Day): Day => addDays(today, -daysOf(rulebook, 'RCV-01', today));

/** A letter is the only way to somebody without a telephone that can be called; it needs an address that can be read. */
export const objectionToAddress = (person: { phone?: string | undefined; address?: string | undefined }) =>
  !/\p{Nd}/u.test(person.phone ?? '') && !isSeen(person.address ?? '')
    ? refuse('no-phone-no-address', { status: 422, field: 'complainant.address', basis: [o121('10(1)')] })
    : undefined;
