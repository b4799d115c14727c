import type { Day } from '#kernel/day.ts';
import { longDay } from '#kernel/day-text.ts';
import { maskOf } from '#kernel/mask.ts';
import type { Composed } from '../papers/wording.ts';
import type { LocalValue } from '../vocabulary.ts';
import { claimWords, factsWords } from './dispute.ts';
import {
  addressedTo,
  type Composers,
  complainantsOf,
  contactOf,
  headOf,
  matterOf,
  type PaperAt,
  type PaperDesk,
  receivedOnOf,
} from './paper-desk.ts';

const dayIn =
  (day: Day): Composed =>
  (t) =>
    longDay(day, t);

const valuesOf = (desk: PaperDesk, number: string, body: string): Readonly<Record<LocalValue, Composed>> => {
  const handler = contactOf(desk, desk.state.handler ?? desk.actor);
  return {
    complainant: complainantsOf(desk),
    respondent: desk.respondent.name,
    respondentAddress: desk.respondent.address,
    caseNumber: desk.state.number,
    number,
    receivedOn: dayIn(receivedOnOf(desk)),
    today: dayIn(desk.today),
    matter: matterOf(desk),
    facts: (t) => factsWords({ ...desk, t }),
    claims: (t) => claimWords({ ...desk, t }),
    handler: handler.name,
    handlerPhone: handler.phone,
    authority: desk.unit.name,
    authorityAddress: desk.unit.address,
    authorityPhone: desk.unit.phone,
    body,
  };
};

/** The words of a complaint with whoever wrote them shown as everywhere to others. */
const maskedIn = (text: string, { complainant, along }: PaperDesk): string => {
  const known = [complainant, ...along].flatMap(({ name, phone, address }) =>
    Object.entries({ name, phone, address }).filter(([, value]) => value.trim().length > 1),
  );
  return known
    .sort(([, a], [, b]) => b.length - a.length)
    .reduce((said, [kind, value]) => said.replaceAll(value, () => maskOf(kind, value)), text);
};

/**
 * The respondent learns the names of those who complain by form 9 alone, and letters that ask another body for something name nobody:
 * full names go to a body that takes the case over (form 3, food-transfer, fraud-hand-over), which no local letter does (PIPL art. 6).
 */
const asToldTo = (desk: PaperDesk, { to }: PaperAt): PaperDesk =>
  to.every((one) => one === 'complainant')
    ? desk
    : {
        ...desk,
        complainant: { ...desk.complainant, name: maskOf('name', desk.complainant.name) },
        along: desk.along.map((one) => ({ ...one, name: maskOf('name', one.name) })),
        facts: maskedIn(desk.facts, desk),
        claim: maskedIn(desk.claim, desk),
      };

/** A letter the authority words itself. */
export const localComposers: Composers<'local-letter'> = {
  'local-letter': ({ form, answers, body = '' }, desk, at) => ({
    ...headOf(desk, at),
    form,
    ...(at.to[0] === 'bureau' ? { addressee: body } : addressedTo(desk, at)),
    values: {
      ...Object.fromEntries(form.fields.map(({ label }, place) => [label, desk.plain(answers[place] ?? undefined)])),
      ...valuesOf(asToldTo(desk, at), at.number, body),
    },
  }),
};
