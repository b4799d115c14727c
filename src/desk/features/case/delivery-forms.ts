import { deliveryChannels, deliveryOutcomes } from '#modules/complaints/vocabulary.ts';
import { type ActField, choice, field, must, parties, reasons, type Values } from './act-field.ts';

/** How a paper was brought to its reader, once more, or not at all. */

const isNotice = ({ channel }: Values): boolean => channel === 'public-notice';
const isOtherWay = (values: Values): boolean => !isNotice(values);
const delivered = (values: Values): boolean => isOtherWay(values) && values['outcome'] === 'delivered';
const toBody = (values: Values): boolean => values['to'] === 'bureau';

/** Begun from a notice that failed. */
const isOfNotice = (values: Values): boolean => values['notice'] !== undefined;

/** A paper is served on those it is made out to. */
const isRecipient: NonNullable<ActField['offers']> = (to, { papers }, n) =>
  papers.find((paper) => paper.n === n)?.recipients.some((one) => one === to) ?? true;

export const deliveryForms = {
  deliver: [
    field('paper', 'paper', 'paper', must),
    choice('to', 'deliverTo', [...parties, 'bureau'], 'recipient', { offers: isRecipient }),
    choice('channel', 'deliveryChannel', deliveryChannels, 'contactChannel'),
    choice('outcome', 'deliveryOutcome', deliveryOutcomes, 'deliveryOutcome', {
      required: isOtherWay,
      when: isOtherWay,
    }),
    field('at', 'moment', 'servedAt', { hint: 'servedAt', days: 'past', when: isOtherWay }),
    field('at', 'moment', 'noticedAt', { hint: 'noticedAt', days: 'past', when: isNotice }),
    field('place', 'text', 'noticePlace', { required: isNotice, hint: 'noticePlace', when: isNotice }),
    reasons('noticeReasons', { required: isNotice, hint: 'noticeReasons', when: isNotice }),
    field('receiver', 'text', 'receiver', { required: toBody, when: delivered }),
    field('proof', 'text', 'proofOfService', {
      hint: 'proofOfService',
      required: (values) => toBody(values) && values['channel'] !== 'hand',
      when: delivered,
    }),
    field('note', 'long-text', 'deliveryNote', { when: isOtherWay }),
  ],
  'send-again': [
    field('notice', 'notice', 'notice', { required: true, when: (values) => isOfNotice(values) }),
    field('paper', 'paper', 'paper', { required: true, when: (values) => !isOfNotice(values) }),
    choice('to', 'deliverTo', parties, 'recipient', { when: (values) => !isOfNotice(values) }),
    choice('channel', 'contactChannel', ['sms', 'e-mail', 'letter', 'phone', 'hand'], 'contactChannel', {
      hint: 'sendAgain',
    }),
  ],
  'take-back-delivery': [
    field('paper', 'paper', 'paper', must),
    choice('to', 'deliverTo', [...parties, 'bureau'], 'recipient', { offers: isRecipient }),
    reasons(),
  ],
} satisfies Readonly<Record<string, readonly ActField[]>>;
