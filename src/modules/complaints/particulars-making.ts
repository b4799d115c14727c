import type { Day } from '#kernel/day.ts';
import type { Refusal } from '#kernel/refusal.ts';
import { isFoodMatter, type RespondentKnown, respondentInRegister } from '#modules/directory/facade.ts';
import type { Tx } from '#platform/db.ts';
import type { CommandOf } from './commands.ts';
import type { Particulars, PersonField } from './complaint.ts';
import type { ActBody } from './contract.ts';
import type { Sealing } from './sealing.ts';
import type { LoadedComplaint } from './store.ts';

type Body = ActBody<'complete-particulars'>;

/** What the register says of the respondent named; undefined where the act names none. */
export const registeredIn = async (tx: Tx, body: Body): Promise<RespondentKnown | Refusal | undefined> =>
  body.respondent === undefined ? undefined : await respondentInRegister(tx, body.respondent);

export const particularsCommand = (
  body: Body,
  { state, stream }: LoadedComplaint,
  sealing: Sealing,
  registered: RespondentKnown | undefined,
): CommandOf<'complete-particulars'> => {
  const personOf = (kind: 'complainant' | 'respondent') => state.parties.find((party) => party.kind === kind)?.person;
  const complainant = personOf('complainant') ?? stream;
  const { purchase, objectCode, problemCode, facts, note, shownAddress } = body;
  const isClassed = objectCode !== undefined || problemCode !== undefined;
  return {
    act: 'complete-particulars',
    ...(registered === undefined
      ? shownParticulars(shownAddress, state, personOf('respondent'), sealing)
      : respondentParticulars(body, state.parties, personOf('respondent') ?? stream, sealing, registered)),
    ...(purchase === undefined
      ? {}
      : {
          purchase: sealing.value(complainant, 'purchase', { ...purchase }),
          ...(purchase.online === undefined ? {} : { online: purchase.online }),
          ...(purchase.amountFen === undefined ? {} : { amountFen: purchase.amountFen }),
          ...(purchase.purchasedOn === undefined ? {} : { purchasedOn: purchase.purchasedOn as Day }),
        }),
    ...(objectCode === undefined ? {} : { objectCode }),
    ...(problemCode === undefined ? {} : { problemCode }),
    ...(isClassed
      ? { food: isFoodMatter({ problem: problemCode ?? state.problemCode, object: objectCode ?? state.objectCode }) }
      : {}),
    ...(facts === undefined ? {} : { facts: sealing.text(complainant, 'facts', facts) }),
    ...(note === undefined ? {} : { note: sealing.text(complainant, 'note', note) }),
  };
};

const saidByConsumer = ['named-as', 'licence', 'clue'] as const satisfies readonly PersonField[];

/** Nothing but what the platform shows of the same seller. */
const shownParticulars = (
  shownAddress: string | undefined,
  { respondent, parties }: LoadedComplaint['state'],
  person: string | undefined,
  sealing: Sealing,
): Particulars => {
  if (shownAddress === undefined || person === undefined) return {};
  const before = parties.find((party) => party.person === person)?.fields ?? {};
  const { showsNoAddress: _none, ...refs } = respondent;
  return { respondent: refs, person, fields: { ...before, ...sealing.person({ shownAddress }, person).fields } };
};

const respondentParticulars = (
  { respondent, shownAddress }: Body,
  parties: LoadedComplaint['state']['parties'],
  person: string,
  sealing: Sealing,
  { name: registeredName, ...refs }: RespondentKnown,
): Particulars => {
  const { name, address, contact, phone, licence, clue } = respondent ?? {};
  const known = registeredName ?? name;
  const sealed = sealing.person(
    {
      ...(known === undefined ? {} : { name: known }),
      ...(name === known ? {} : { namedAs: name }),
      ...(address === undefined ? {} : { address }),
      ...(phone === undefined ? {} : { phone }),
      shownAddress,
      contact,
      licence,
      clue,
    },
    person,
  );
  // What the consumer called it and said of finding it stays on file beside what was found.
  const before = parties.find((party) => party.person === person)?.fields ?? {};
  const asFiled = Object.fromEntries(saidByConsumer.flatMap((name) => (before[name] ? [[name, before[name]]] : [])));
  return {
    // Whoever has a name is no longer unknown.
    respondent: refs.kind === 'unknown' && known !== undefined ? { ...refs, kind: 'ordinary' } : refs,
    person,
    fields: { ...asFiled, ...sealed.fields },
  };
};
