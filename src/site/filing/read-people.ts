import { checkCitizenId } from '#kernel/citizen-id.ts';
import { compareDays, type Day } from '#kernel/day.ts';
import { type AgentPowers, agentPowers, type IdKind, idKinds } from '#kernel/identity-words.ts';
import { type FormReader, formReader, type RawForm, type Reading } from '#site/kit/form-reader.ts';
import { readTelling, type TellingAnswer, toldBys } from '#site/kit/told-by.ts';
import { isOnePerson, isSameName, isSamePhone, type JointPerson, readPeopleLines } from './people-lines.ts';
import { asksForDispute, type FilingRole, type Matter } from './steps.ts';

export const helperRelations = ['keeper', 'clerk', 'child', 'officer', 'volunteer', 'other'] as const;
export type HelperRelation = (typeof helperRelations)[number];

/** How the helper learned it. */
export const tellings = ['in-person', 'voice', 'receipt-photo'] as const;
export type Telling = (typeof tellings)[number];

export type IdentityAnswer = {
  readonly name: string;
  readonly phone: string;
  readonly idKind: IdKind;
  readonly idNumber: string;
};

export type PersonAnswer =
  | { readonly kind: 'anonymous' }
  | {
      readonly kind: 'named';
      readonly name: string;
      /** Left out by who has none: then letters go to the address. */
      readonly phone?: string;
      readonly address?: string;
      readonly identity?: { readonly idKind: IdKind; readonly idNumber: string };
      readonly email?: string;
      readonly telling?: TellingAnswer;
      /** Of a filing that is also a report: whether the report bears the name. */
      readonly reportNamed?: boolean;
    };

/** Matters, powers and term are what a power of attorney states (Order 121 art. 11). */
export type AgentAnswer = IdentityAnswer & {
  /** Stands on the mediation paper (form 9). */
  readonly address: string;
  readonly powers: AgentPowers;
  readonly matters: string;
  readonly until?: Day;
};

export type JointAnswer = {
  readonly others: readonly JointPerson[];
  /** The second representative (Order 121 art. 12: two may be chosen in writing); the first is who files. */
  readonly second?: JointPerson & {
    /** Position among the others: of two with one name it is this one. */
    readonly at: number;
  };
};

export type HelperAnswer = {
  readonly name: string;
  readonly phone: string;
  readonly relation: HelperRelation;
  readonly station?: string;
  readonly told: Telling;
};

/** A number that does not add up is pointed out and kept: the paper it stands on decides, not this check. */
function idNumber(read: FormReader, kind: IdKind): string {
  const typed = read.requiredText('idNumber', 'filing:fault.id-number', 40);
  if (kind === 'resident-id' && typed !== '' && !checkCitizenId(typed).sound)
    read.warn('idNumber', 'filing:warning.id-number');
  return typed;
}

function identity(read: FormReader) {
  const idKind = read.choice('idKind', idKinds, 'filing:fault.id-kind');
  return { idKind, idNumber: idNumber(read, idKind) };
}

/**
 * Who helps somebody complain may not know address and document: acceptance waits for them, filing does not. A report under a
 * real name is not complete without them (form 2, note 2), whoever writes it down.
 */
export const mayLeaveOpen = (matter: Matter, role: FilingRole | undefined, reportNamed: unknown): boolean =>
  role === 'helper' && (matter === 'complaint' || (matter === 'both' && reportNamed !== 'yes'));

/**
 * A complaint needs a real identity (Order 121 art. 10(1)); a report may be made without a name, under a real name it
 * needs one (form 2, note 2); a question needs only a way to answer.
 */
export function readPerson(raw: RawForm, matter: Matter, role?: FilingRole): Reading<PersonAnswer> {
  const read = formReader(raw);
  if (matter === 'report' && read.choice('named', ['yes', 'no'], 'filing:fault.named') === 'no')
    return read.done({ kind: 'anonymous' });
  const name = read.requiredText('name', 'filing:fault.name', 100);
  const phone = asksForDispute(matter) ? phoneOrNone(read) : read.requiredPhone('phone', 'filing:fault.phone');
  const contact = { name, ...(phone === undefined ? {} : { phone }) };
  if (matter === 'question') return read.done({ kind: 'named', ...contact, ...readTelling(read, undefined) });
  const isOpen = mayLeaveOpen(matter, role, raw['reportNamed']);
  return read.done({
    kind: 'named',
    ...contact,
    ...(isOpen && phone !== undefined && !isLetter(raw)
      ? given('address', read.optionalText('address', 300))
      : { address: read.requiredText('address', 'filing:fault.address', 300) }),
    ...(isOpen && isBlank(raw.idKind) && isBlank(raw.idNumber) ? {} : { identity: identity(read) }),
    ...(asksForDispute(matter) ? wishOf(read, phone) : {}),
    ...(matter === 'both' ? { reportNamed: reportNamed(read, phone) } : {}),
  });
}

const isBlank = (typed: RawForm[string]): boolean => typed === undefined || String(typed).trim() === '';

const isLetter = ({ toldBy }: RawForm): boolean => toldBy === 'letter' || toldBy === 'large-letter';

const given = <K extends string>(name: K, value: string | undefined): Partial<Record<K, string>> =>
  value === undefined ? {} : ({ [name]: value } as Record<K, string>);

/** Order 121 art. 10(1) asks for a telephone; who has none is told by letter, and says so. */
const phoneOrNone = (read: FormReader): string | undefined => {
  if (read.optionalChoice('noPhone', ['yes']) === undefined)
    return read.requiredPhone('phone', 'filing:fault.phone-or-none');
  if (read.optionalText('phone', 60) !== undefined) read.fault('phone', 'filing:fault.phone-and-none');
  return undefined;
};

/** An e-mail to be told by must be there; a wish may be left open, and without a telephone it is a letter. */
const wishOf = (read: FormReader, phone: string | undefined) => {
  const chosen = read.optionalChoice('toldBy', toldBys);
  if (chosen === 'e-mail') read.requiredText('email', 'site:toldBy.fault.emailNeeded', 200);
  if (chosen === 'sms' && phone === undefined) read.fault('toldBy', 'filing:fault.no-phone-no-message');
  return readTelling(read, chosen ?? (phone === undefined ? 'letter' : undefined));
};

/** The complaint needs the name, the report does not: it is asked for apart. */
const reportNamed = (read: FormReader, phone: string | undefined): boolean => {
  const isNamed = read.yesNo('reportNamed', 'filing:fault.reportNamed');
  if (isNamed && phone === undefined) read.fault('reportNamed', 'filing:fault.report-needs-phone');
  return isNamed;
};

/**
 * The power of attorney comes with the same form as the file `powerOfAttorney`.
 * @param today nobody files with a power that has ended
 */
export function readAgent(raw: RawForm, today: Day): Reading<AgentAnswer> {
  const read = formReader(raw);
  // In the order of the page, in which the faults are listed.
  const name = read.requiredText('name', 'filing:fault.agent-name', 100);
  const phone = read.requiredPhone('phone', 'filing:fault.phone');
  const address = read.requiredText('address', 'site:agent.fault.address', 300);
  const document = identity(read);
  const powers = read.choice('powers', agentPowers, 'filing:fault.powers');
  const matters = read.requiredText('matters', 'filing:fault.matters', 300);
  const until = read.optionalDay('until');
  if (until !== undefined && compareDays(until, today) < 0) read.fault('until', 'filing:fault.agent-until');
  const person = { name, phone, address, ...document };
  return read.done({ ...person, powers, matters, ...(until === undefined ? {} : { until }) });
}

export function readJoint(raw: RawForm): Reading<JointAnswer> {
  const read = formReader(raw);
  const { people, strays } = readPeopleLines(read.requiredText('others', 'filing:fault.others', 20_000));
  for (const number of strays) read.fault('others', 'filing:fault.number-without-name', { number });
  for (const { name, sure } of namedTwice(people)) {
    if (sure) read.fault('others', 'filing:fault.listed-twice', { name });
    else read.warn('others', 'filing:warning.listed-twice', { name });
  }
  const secondName = read.optionalText('secondName', 100);
  const phone = read.optionalPhone('secondPhone');
  read.ticked('agreed', 'filing:fault.agreed');
  const second = secondName === undefined ? undefined : chosenAmong(read, people, { name: secondName, phone });
  return read.done({ others: people, ...(second === undefined ? {} : { second }) });
}

const namedTwice = (people: readonly JointPerson[]): { name: string; sure: boolean }[] => {
  const twice = new Map<string, boolean>();
  people.forEach((one, at) => {
    for (const other of people.slice(at + 1)) {
      const same = isOnePerson(one, other);
      if (same !== 'no') twice.set(one.name, twice.get(one.name) === true || same === 'yes');
    }
  });
  return [...twice].map(([name, sure]) => ({ name, sure }));
};

/** Order 121 art. 12: representatives are chosen from among those who complain together; of namesakes the number tells whom. */
const chosenAmong = (
  read: FormReader,
  people: readonly JointPerson[],
  wish: { readonly name: string; readonly phone: string | undefined },
): JointAnswer['second'] => {
  const { phone } = wish;
  const namesakes = people.flatMap((one, at) => (isSameName(one.name, wish.name) ? [{ ...one, at }] : []));
  const meant =
    namesakes.length < 2
      ? namesakes
      : namesakes.filter((one) => phone !== undefined && one.phone !== undefined && isSamePhone(one.phone, phone));
  const [second, another] = meant;
  if (namesakes.length === 0) read.fault('secondName', 'filing:fault.second-not-listed');
  else if (second === undefined || another !== undefined)
    read.fault('secondPhone', 'filing:fault.second-which', { name: wish.name, count: namesakes.length });
  return second === undefined ? undefined : { ...second, ...(phone === undefined ? {} : { phone }) };
};

/** Whether who files is listed once more among the others: then one person would be counted twice. */
export const ownAmong = (person: PersonAnswer, { others }: JointAnswer): 'yes' | 'perhaps' | 'no' => {
  if (person.kind !== 'named') return 'no';
  const found = others.map((one) => isOnePerson(person, one));
  return found.find((one) => one === 'yes') ?? found.find((one) => one === 'perhaps') ?? 'no';
};

/** @param before what the names of the fields begin with, where others of the form are called the same */
export function whoHelps(read: FormReader, before = ''): Omit<HelperAnswer, 'told'> {
  const field = (name: string): string => (before === '' ? name : `${before}${name[0]?.toUpperCase()}${name.slice(1)}`);
  const station = read.optionalText(field('station'), 100);
  return {
    name: read.requiredText(field('name'), 'filing:fault.helper-name', 100),
    phone: read.requiredPhone(field('phone'), 'filing:fault.phone'),
    relation: read.choice(field('relation'), helperRelations, 'filing:fault.relation'),
    ...(station === undefined ? {} : { station }),
  };
}

export function readHelper(raw: RawForm): Reading<HelperAnswer> {
  const read = formReader(raw);
  const who = whoHelps(read);
  return read.done({ ...who, told: read.choice('told', tellings, 'filing:fault.told') });
}
