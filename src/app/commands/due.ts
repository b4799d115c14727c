import { articleName } from '#kernel/article.ts';
import type { WorkCalendar } from '#kernel/calendar.ts';
import { type ClockCard, clockCard } from '#kernel/clock-card.ts';
import { addDays, type Day, dayOf, isDay } from '#kernel/day.ts';
import type { ExcludedSpan } from '#kernel/limit.ts';
import { type Reckoning, reasonsLeftOut, reckonRule } from '#kernel/reckoning.ts';
import { type RuleSetting, versionsOf } from '#kernel/rule.ts';
import type { Translate } from '#kernel/translate.ts';
import { packagedCalendar } from '#modules/directory/packaged-calendar.ts';
import { excludedReasons } from '#modules/directory/rulebook/grounds.ts';
import { rulebook } from '#modules/directory/rulebook/rulebook.ts';
import { now } from '#platform/clock.ts';
import { readArgs } from '../read-args.ts';
import type { Out, Run } from '../say.ts';

/** What was asked, or the sentence that says what is wrong with it. */
type Asked = {
  readonly code: string;
  readonly startOn: Day;
  readonly receivedOn?: Day;
  readonly excluded: readonly ExcludedSpan[];
  readonly settings: readonly RuleSetting[];
  readonly json: boolean;
  /** By the notices entered on this instance instead of those that came with the program. */
  readonly instance: boolean;
};
type Complaint = { readonly key: string; readonly values?: Readonly<Record<string, string>> };
const isComplaint = (value: object): value is Complaint => 'key' in value;

/** Beyond it there is neither a notice nor a reason to ask. */
const LAST_DAY: Day = '2100-12-31';

const limitCodes = (): string[] =>
  [...new Set(rulebook.rules.filter((rule) => rule.kind === 'limit').map((rule) => rule.code))].sort();

const spanReasons: readonly string[] = excludedReasons;

/** `recusal:FROM..TO`; a span without a reason is that of an appraisal or of tests, whichever the rule knows. */
const unnamed = ['appraisal', 'testing'] as const;

const spanOf = (typed: string): ExcludedSpan | Complaint => {
  const [, reason = '', text = typed] = /^([a-z-]+):(.*)$/u.exec(typed) ?? [];
  if (reason !== '' && !spanReasons.includes(reason))
    return { key: 'law:due.no-such-reason', values: { reason, reasons: spanReasons.join(' ') } };
  const [from = '', to = '', ...more] = text.split('..');
  const isOpen = text.endsWith('..') && to === '';
  if (!isDay(from) || more.length > 0 || !(isOpen || isDay(to)))
    return { key: 'law:due.span-unreadable', values: { span: text } };
  if (isOpen) return { from, to: null, reason };
  if (to > LAST_DAY) return { key: 'law:due.day-too-far', values: { text: to, last: LAST_DAY } };
  if (!isDay(to) || to < from) return { key: 'law:due.span-backwards', values: { span: text } };
  return { from, to, reason };
};

/** Before every day a limit can start from. */
const ALWAYS: Day = '2000-01-01';

/** Which text governs a case is one switch for all its rules. */
const isByReceipt = (code: string): boolean => versionsOf(rulebook, code)[0]?.regimeBy === 'receipt';

/** `recusal-stops-limit=yes`: as if the bureau had decided so long ago. */
const settingOf = (text: string, code: string): RuleSetting | Complaint => {
  const [name = '', value = ''] = text.split('=');
  const known = rulebook.switches.filter(
    (one) => one.rule === code || (one.note === 'regime-day' && isByReceipt(code)),
  );
  const chosen = known.find((one) => one.name === name);
  if (chosen === undefined || !chosen.choices.includes(value)) {
    const choices = known.map((one) => `${one.name}=${one.choices.join('|')}`).join(' ');
    return { key: choices === '' ? 'law:due.no-switches' : 'law:due.no-such-switch', values: { text, code, choices } };
  }
  return { rule: chosen.rule, name, value, effectiveFrom: ALWAYS, effectiveTo: null };
};

const asked = (argv: readonly string[]): Asked | Complaint => {
  const { values, positionals } = readArgs({
    args: [...argv],
    allowPositionals: true,
    options: {
      from: { type: 'string' },
      received: { type: 'string' },
      exclude: { type: 'string', multiple: true },
      set: { type: 'string', multiple: true },
      json: { type: 'boolean', default: false },
      instance: { type: 'boolean', default: false },
    },
  });
  const codes = limitCodes().join(' ');
  const [code, ...surplus] = positionals.map((one) => one.toUpperCase());
  if (code === undefined) return { key: 'law:due.no-rule-given', values: { codes } };
  if (surplus.length > 0) return { key: 'law:due.too-many-rules', values: { surplus: surplus.join(' ') } };
  if (!limitCodes().includes(code)) return { key: 'law:due.no-such-limit', values: { code, codes } };
  if (values.from === undefined) return { key: 'law:due.no-day-given' };
  if (!isDay(values.from)) return { key: 'law:due.no-such-day', values: { option: '--from', text: values.from } };
  if (values.from > LAST_DAY) return { key: 'law:due.day-too-far', values: { text: values.from, last: LAST_DAY } };
  const { received } = values;
  if (received !== undefined && !isDay(received))
    return { key: 'law:due.no-such-day', values: { option: '--received', text: received } };
  if (received !== undefined && received > values.from)
    return { key: 'law:due.received-after-event', values: { received, from: values.from } };
  const spans = (values.exclude ?? []).map(spanOf);
  const settings = (values.set ?? []).map((text) => settingOf(text, code));
  const wrong = [...spans, ...settings].find(isComplaint);
  if (wrong) return wrong;
  return {
    code,
    startOn: values.from,
    ...(received === undefined ? {} : { receivedOn: received }),
    excluded: spans.filter((span): span is ExcludedSpan => !isComplaint(span)),
    settings: settings.filter((one): one is RuleSetting => !isComplaint(one)),
    json: values.json,
    instance: values.instance,
  };
};

/** The switch that lets a rule leave out time of this reason, where the bureau so decides. */
const switchFor = (code: string, reason: string) =>
  rulebook.switches.find((one) => one.rule === code && one.name === `${reason}-stops-limit`);

/** Spans by the rule's own reasons, or the sentence that says which of them it does not leave out. */
const leftOut = (
  code: string,
  spans: readonly ExcludedSpan[],
  reasons: readonly string[],
): ExcludedSpan[] | Complaint => {
  const named = spans.map((span) =>
    span.reason === '' ? { ...span, reason: unnamed.find((one) => reasons.includes(one)) ?? unnamed[0] } : span,
  );
  const stranger = named.find(({ reason }) => !reasons.includes(reason) && switchFor(code, reason) === undefined);
  if (stranger === undefined) return named;
  const { reason } = stranger;
  return {
    key: reasons.length === 0 ? 'law:due.nothing-left-out' : 'law:due.reason-not-left-out',
    values: { code, reason, reasons: reasons.join(' ') },
  };
};

/** A span that holds none of the days the limit runs over was not meant so. */
const beside = ({ startOn, dueOn }: Reckoning, spans: readonly ExcludedSpan[]): Complaint | undefined => {
  const stray = spans.find(
    ({ from, to }) => (to !== null && to <= addDays(startOn, 1)) || (dueOn !== null && from > dueOn),
  );
  return (
    stray && {
      key: 'law:due.span-beside',
      values: { span: `${stray.from}..${stray.to ?? ''}`, startOn, dueOn: dueOn ?? '' },
    }
  );
};

const asJson = (reckoning: Reckoning, { receivedOn, settings, instance }: Asked): string => {
  const [first] = reckoning.basis;
  return JSON.stringify(
    {
      rule: reckoning.rule,
      text: first?.text,
      article: first?.article,
      basis: reckoning.basis.map((one) => ({ ...one, name: articleName(one.article, 'zh-CN', one.text) })),
      supportedBy: reckoning.supportedBy,
      textVersion: reckoning.textVersion,
      startEvent: reckoning.startEvent,
      startOn: reckoning.startOn,
      ...(receivedOn === undefined ? {} : { receivedOn }),
      ...(settings.length === 0
        ? {}
        : { settings: Object.fromEntries(settings.map(({ name, value }) => [name, value])) }),
      unit: reckoning.limit.unit,
      count: reckoning.limit.count,
      dueOn: reckoning.dueOn,
      unrolledDueOn: reckoning.unrolledDueOn,
      weekendReadings: reckoning.weekendReadings,
      sureUntil: reckoning.sureUntil,
      provisional: reckoning.provisional,
      expectedOn: reckoning.expectedOn,
      nextDecreeMayReachBack: reckoning.nextDecreeMayReachBack,
      paused: reckoning.paused,
      limits: reckoning.parts.map(({ basis, reckoning: part }) => ({
        ...basis,
        unit: part.limit.unit,
        count: part.limit.count,
        dueOn: part.dueOn,
      })),
      calendar: reckoning.decrees,
      calendarSource: instance ? 'instance' : 'packaged',
      days: reckoning.days,
    },
    null,
    2,
  );
};

const asText = (card: ClockCard, { instance }: Asked, t: Translate): string => {
  const lines = [...card.lines, ...card.notes, card.basisText];
  return [
    `${card.title}    ${card.remainingText}`,
    card.dueText,
    ...lines.map((line, i) => ` ${i === lines.length - 1 ? '└─' : '├─'} ${line}`),
    t(instance ? 'law:due.calendar-instance' : 'law:due.calendar-packaged'),
  ].join('\n');
};

const trouble = (out: Out, { key, values }: Complaint): number => {
  out.note(out.say(key, values ?? {}));
  return 2;
};

/** Loaded only when asked for: without it the answer needs no database at all. */
const calendarOfInstance = async (): Promise<WorkCalendar> => {
  const { withInstance } = await import('../with-instance.ts');
  const { loadCalendar } = await import('#modules/directory/calendar-store.ts');
  return await withInstance(({ database }) => database.unscoped(loadCalendar));
};

/** Reckons one limit; needs no database unless the notices of an instance are asked for. */
export const run: Run = async (argv, out) => {
  const question = asked(argv);
  if (isComplaint(question)) return trouble(out, question);
  const { code, startOn, receivedOn, excluded, settings, instance } = question;
  const facts = { startOn, settings, ...(receivedOn === undefined ? {} : { receivedOn }) };
  const notInForce: Complaint = { key: 'law:due.not-in-force', values: { code, day: receivedOn ?? startOn } };
  const reasons = reasonsLeftOut(rulebook, code, facts);
  if (reasons === undefined) return trouble(out, notInForce);
  const spans = leftOut(code, excluded, reasons);
  if (isComplaint(spans)) return trouble(out, spans);
  const undecided = spans.find(({ reason }) => !reasons.includes(reason));
  if (undecided !== undefined) {
    const { reason } = undecided;
    out.note(out.say('law:due.reason-needs-switch', { code, reason, set: `${switchFor(code, reason)?.name}=yes` }));
  }
  const calendar = instance ? await calendarOfInstance() : packagedCalendar();
  const reckoning = reckonRule(rulebook, code, { ...facts, excluded: spans }, calendar);
  if (reckoning === undefined) return trouble(out, notInForce);
  const stray = beside(
    reckoning,
    spans.filter(({ reason }) => reasons.includes(reason)),
  );
  if (stray !== undefined) return trouble(out, stray);
  if (question.json) out.print(asJson(reckoning, question));
  else out.print(asText(clockCard(reckoning, dayOf(now()), out.say), question, out.say));
  return 0;
};

export const due = { name: 'due', summary: 'cli:commands.due.summary', run };
