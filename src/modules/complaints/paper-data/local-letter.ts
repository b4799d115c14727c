import type { Day } from '#kernel/day.ts';
import { longDay } from '#kernel/day-text.ts';
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

/** A letter the authority words itself. */
export const localComposers: Composers<'local-letter'> = {
  'local-letter': ({ form, answers, body = '' }, desk, at) => ({
    ...headOf(desk, at),
    form,
    ...(at.to[0] === 'bureau' ? { addressee: body } : addressedTo(desk, at)),
    values: {
      ...Object.fromEntries(form.fields.map(({ label }, place) => [label, desk.plain(answers[place] ?? undefined)])),
      ...valuesOf(desk, at.number, body),
    },
  }),
};
