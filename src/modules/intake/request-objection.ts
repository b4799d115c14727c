import { unreadableEmail } from '#kernel/email.ts';
import { isSeen } from '#kernel/field-shapes.ts';
import { type Refusal, refuse } from '#kernel/refusal.ts';

/** What a filing says in itself, by whichever way it comes in. */

type Named = { readonly name: string; readonly phone?: string | undefined };

export type Told = {
  readonly complainant: Named;
  readonly agent?: Named | undefined;
  readonly joint?: readonly Named[] | undefined;
  readonly representatives?: readonly number[] | undefined;
  readonly facts: string;
};

const o121 = (article: string) => ({ text: 'order-121', article });

/** Order 121 art. 10(1): a complaint has a name and facts; blanks and what nobody sees are neither. Who was not asked yet is asked later. */
export const objectionToTexts = (
  { complainant, agent, joint = [], facts }: Told,
  notInSource: readonly string[] = [],
): Refusal | undefined => {
  const isAsked = !notInSource.includes('complainant');
  const people = [
    ['complainant', complainant] as const,
    ...(agent === undefined ? [] : [['agent', agent] as const]),
    ...joint.map((person, at) => [`joint.${at}`, person] as const),
  ];
  for (const [where, { name, phone }] of people) {
    if (!isSeen(name) && (isAsked || where !== 'complainant'))
      return refuse('name-not-told', { status: 422, field: `${where}.name`, basis: [o121('10(1)')] });
    if (phone !== undefined && !isSeen(phone))
      return refuse('phone-not-told', { status: 422, field: `${where}.phone`, basis: [o121('10(1)')] });
  }
  return isSeen(facts) ? undefined : refuse('facts-not-told', { status: 422, field: 'facts', basis: [o121('10(1)')] });
};

/** An address that is none would let every paper end as a letter to print, and nobody would hear of the slip. */
export const objectionToEmails = (told: object): Refusal | undefined => {
  const field = unreadableEmail(told);
  return field === undefined ? undefined : refuse('email-not-readable', { status: 422, field });
};

/** Order 121 art. 12: one or two of those who complain along, each once. */
export const objectionToRepresentatives = ({ joint = [], representatives = [] }: Told): Refusal | undefined =>
  representatives.every((at) => at < joint.length) && new Set(representatives).size === representatives.length
    ? undefined
    : refuse('representative-not-among-joint', {
        status: 422,
        field: 'representatives',
        basis: [o121('12')],
        params: { people: joint.length },
      });
