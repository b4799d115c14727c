import { compareDays, type Day } from '#kernel/day.ts';
import { type Fen, readMoney } from '#kernel/money.ts';
import { type PhoneKind, readPhone } from '#kernel/phone.ts';
import type { FieldFault } from './form.ts';
import { readDay } from './read-day.ts';

/** What a form sent, before anybody read it; a field may come several times, or not at all. */
export type RawForm = Readonly<Record<string, string | readonly string[] | undefined>>;

/** `warnings` are shown beside the answers and never stop anybody. */
export type Reading<T> =
  | { readonly answer: T; readonly warnings: readonly FieldFault[] }
  | { readonly faults: readonly FieldFault[] };

const first = (value: string | readonly string[] | undefined): string =>
  typeof value === 'string' ? value : (value?.[0] ?? '');

/** Characters as people count them; a browser sends a line break as two, it counts as one. */
const asTyped = (text: string): string => text.replaceAll('\r\n', '\n');

const values = (fault: Omit<FieldFault, 'field'>, field: string): FieldFault => ({ field, ...fault });

/** Reads the fields of one form and gathers what is missing or unreadable; nothing is thrown, nothing is guessed. */
export function formReader(raw: RawForm) {
  const faults: FieldFault[] = [];
  const warnings: FieldFault[] = [];

  /** One for each field: the meaning of what cannot be kept as it is typed is nobody's question yet. */
  const fault = (field: string, says: string, details?: FieldFault['values']): void => {
    if (faults.some((one) => one.field === field)) return;
    faults.push(values(details ? { says, values: details } : { says }, field));
  };
  const warn = (field: string, says: string, details?: FieldFault['values']): void => {
    warnings.push(values(details ? { says, values: details } : { says }, field));
  };

  /** Kept as typed; only what the database cannot hold at all is asked for again. */
  const optionalText = (name: string, most = 200): string | undefined => {
    const text = asTyped(first(raw[name]));
    if (text.trim() === '') return undefined;
    if (text.includes('\0') || !text.isWellFormed()) fault(name, 'site:fault.unstorable');
    const over = [...text].length - most;
    if (over > 0) fault(name, 'site:fault.too-long', { most, over });
    return text;
  };

  const requiredText = (name: string, missing: string, most = 200): string => {
    const text = optionalText(name, most);
    if (text === undefined) fault(name, missing);
    return text ?? '';
  };

  const optionalChoice = <T extends string>(name: string, options: readonly T[]): T | undefined =>
    options.find((option) => option === first(raw[name]));

  const choice = <T extends string>(name: string, options: readonly [T, ...T[]], missing: string): T => {
    const chosen = optionalChoice(name, options);
    if (chosen === undefined) fault(name, missing);
    return chosen ?? options[0];
  };

  const choices = <T extends string>(name: string, options: readonly T[]): readonly T[] => {
    const sent = raw[name];
    const all = typeof sent === 'string' ? [sent] : (sent ?? []);
    return options.filter((option) => all.includes(option));
  };

  const ticked = (name: string, missing: string): boolean => {
    const yes = first(raw[name]) === 'yes';
    if (!yes) fault(name, missing);
    return yes;
  };

  const yesNo = (name: string, missing: string): boolean => choice(name, ['yes', 'no'], missing) === 'yes';

  const optionalDay = (name: string, notAfter?: Day): Day | undefined => {
    const typed = first(raw[name]).trim();
    if (typed === '') return undefined;
    const day = readDay(typed);
    if (day === undefined) fault(name, 'site:fault.day-unreadable');
    else if (notAfter !== undefined && compareDays(day, notAfter) > 0) fault(name, 'site:fault.day-to-come');
    return day;
  };

  const optionalMoney = (name: string): Fen | undefined => {
    const reading = readMoney(first(raw[name]));
    if ('fen' in reading) return reading.fen;
    if (reading.fault !== 'money-empty') fault(name, `site:fault.${reading.fault}`);
    return undefined;
  };

  /** Any number is kept; one nobody could call is pointed out. */
  const optionalPhone = (name: string): string | undefined => {
    const typed = optionalText(name, 60);
    if (typed === undefined) return undefined;
    const reading = readPhone(typed);
    if (reading.kind === 'unrecognised') warn(name, 'site:fault.phone-unrecognised');
    return reading.text;
  };

  const requiredPhone = (name: string, missing: string): string => {
    const phone = optionalPhone(name);
    if (phone === undefined) fault(name, missing);
    return phone ?? '';
  };

  /** A number of these kinds: what is none of them is asked for again. */
  const phoneOf = (name: string, missing: string, kinds: readonly PhoneKind[], wrong: string): string => {
    const typed = requiredText(name, missing, 60);
    const reading = readPhone(typed);
    if (typed !== '' && !kinds.includes(reading.kind)) fault(name, wrong);
    return reading.text;
  };

  /** Somebody will call back: a landline is as good as a mobile number. */
  const callablePhone = (name: string, missing: string): string =>
    phoneOf(name, missing, ['mobile', 'landline', 'national-service', 'foreign'], 'site:fault.phone-not-callable');

  /** A code arrives by message, and nowhere else. */
  const codePhone = (name: string, missing: string): string =>
    phoneOf(name, missing, ['mobile', 'foreign'], 'site:fault.phone-takes-no-code');

  const done = <T>(answer: T): Reading<T> => (faults.length > 0 ? { faults } : { answer, warnings });

  return {
    fault,
    warn,
    optionalText,
    requiredText,
    optionalChoice,
    choice,
    choices,
    ticked,
    yesNo,
    optionalDay,
    optionalMoney,
    optionalPhone,
    requiredPhone,
    callablePhone,
    codePhone,
    done,
  };
}

export type FormReader = ReturnType<typeof formReader>;
