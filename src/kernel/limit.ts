import {
  isWorkingKind,
  kindOf,
  likelyKindOf,
  mayBeMovedByNextDecree,
  sureUntil,
  type WorkCalendar,
} from '#kernel/calendar.ts';
import { addDays, type Day, earlierDay } from '#kernel/day.ts';

/**
 * The limit engine. Order 121 art. 45: the day of the event is not counted, counting begins on the next working or
 * calendar day, and a last day on a statutory holiday moves to the first day after it.
 *
 * In a year whose notice is not out yet the reckoning is provisional and gives three days:
 * - `dueOn`, the EARLIEST day any coming notice could bring. A notice can only add days off on weekdays and make-up days
 *   on weekends; so every day there counts as worked, except the holidays that stand in the regulation itself.
 *   Sorting by it never puts a case too late, and nothing fires itself on it.
 * - `expectedOn`, the day if weekdays are worked and weekends are free: what a person is told to expect.
 * - `sureUntil`, the last day whose kind a notice has settled: up to there every counted day is certain.
 */
export type LimitUnit = 'working-days' | 'calendar-days';

export type Limit = {
  readonly unit: LimitUnit;
  readonly count: number;
  readonly rollOnHoliday: boolean;
  /** Whether a plain weekend counts as a holiday for the last day: disputed, so a switch of each rule. */
  readonly weekendsRoll: boolean;
};

/** Days that do not count, from `from` up to but not including `to`; without `to` the limit stands still. */
export type ExcludedSpan = { readonly from: Day; readonly to: Day | null; readonly reason: string };

export type DayReason =
  | 'start-not-counted'
  | 'counted'
  | 'weekend'
  | 'holiday'
  | 'make-up'
  | 'excluded'
  | 'rolled'
  | 'undecreed';

export type ReckonedDay = {
  readonly day: Day;
  /** Which day of the limit this is; `null` for a day that does not count. */
  readonly counted: number | null;
  readonly reason: DayReason;
  /** Name of the holiday, or code of the excluded span. */
  readonly name?: string;
};

export type LimitReckoning = {
  readonly limit: Limit;
  readonly startOn: Day;
  /** Last day of the limit; the earliest possible one when provisional; `null` while paused. */
  readonly dueOn: Day | null;
  readonly expectedOn: Day | null;
  /** Last counted day, before any roll: the internal target. */
  readonly unrolledDueOn: Day | null;
  /**
   * The last day on either reading of "statutory holiday", whatever the switch says; `expected` where a coming notice may still
   * move one of them: then both are the days to expect, as `expectedOn` is.
   */
  readonly weekendReadings: { readonly stay: Day | null; readonly roll: Day | null; readonly expected: boolean };
  readonly sureUntil: Day | null;
  readonly provisional: boolean;
  /** The coming year's notice may still reach back into the last days of December that were counted. */
  readonly nextDecreeMayReachBack: boolean;
  readonly paused: { readonly since: Day; readonly remaining: number; readonly reason: string } | null;
  readonly days: readonly ReckonedDay[];
};

type Outlook = 'earliest' | 'likely';

type Walk = {
  readonly dueOn: Day | null;
  readonly unrolledDueOn: Day | null;
  readonly paused: LimitReckoning['paused'];
  readonly days: readonly ReckonedDay[];
  /** Days whose kind decided something. */
  readonly consulted: readonly Day[];
};

type Verdict = {
  readonly counts: boolean;
  readonly rolls: boolean;
  readonly reason: DayReason;
  readonly name?: string;
};

const judge = (day: Day, limit: Limit, calendar: WorkCalendar, outlook: Outlook): Verdict => {
  const { kind, name } = outlook === 'likely' ? likelyKindOf(day, calendar) : kindOf(day, calendar);
  const rest = name === undefined ? {} : { name };
  const rolls = kind === 'holiday' || (kind === 'weekend' && limit.weekendsRoll);
  if (limit.unit === 'calendar-days') return { counts: true, rolls, reason: 'counted', ...rest };
  if (kind === 'undecreed') return { counts: true, rolls: false, reason: 'undecreed' };
  if (isWorkingKind(kind))
    return { counts: true, rolls: false, reason: kind === 'make-up' ? 'make-up' : 'counted', ...rest };
  return { counts: false, rolls, reason: kind === 'holiday' ? 'holiday' : 'weekend', ...rest };
};

const spanOver = (day: Day, spans: readonly ExcludedSpan[]): ExcludedSpan | undefined => {
  const over = spans.filter((span) => span.from <= day && (span.to === null || day < span.to));
  return over.find((span) => span.to === null) ?? over[0];
};

const walk = (
  limit: Limit,
  startOn: Day,
  excluded: readonly ExcludedSpan[],
  calendar: WorkCalendar,
  outlook: Outlook,
): Walk => {
  const days: ReckonedDay[] = [{ day: startOn, counted: null, reason: 'start-not-counted' }];
  const consulted: Day[] = [];
  const stopped = (since: Day, remaining: number, span: ExcludedSpan, unrolledDueOn: Day | null): Walk => {
    days.push({ day: since, counted: null, reason: 'excluded', name: span.reason });
    return { dueOn: null, unrolledDueOn, paused: { since, remaining, reason: span.reason }, days, consulted };
  };

  let day = startOn;
  let counted = 0;
  while (counted < limit.count) {
    day = addDays(day, 1);
    const span = spanOver(day, excluded);
    if (span?.to === null) return stopped(day, limit.count - counted, span, null);
    if (span) {
      days.push({ day, counted: null, reason: 'excluded', name: span.reason });
      continue;
    }
    const { counts, reason, name } = judge(day, limit, calendar, outlook);
    if (counts) counted += 1;
    const decides = limit.unit === 'working-days' || counted === limit.count;
    if (decides) consulted.push(day);
    const shownName = limit.unit === 'calendar-days' && !decides ? undefined : name;
    days.push({
      day,
      counted: counts ? counted : null,
      reason,
      ...(shownName === undefined ? {} : { name: shownName }),
    });
  }

  const unrolledDueOn = day;
  if (!limit.rollOnHoliday || !judge(day, limit, calendar, outlook).rolls)
    return { dueOn: day, unrolledDueOn, paused: null, days, consulted };
  for (;;) {
    day = addDays(day, 1);
    const span = spanOver(day, excluded);
    if (span?.to === null) return stopped(day, 0, span, unrolledDueOn);
    if (span) {
      days.push({ day, counted: null, reason: 'excluded', name: span.reason });
      continue;
    }
    consulted.push(day);
    const { kind, name } = kindOf(day, calendar);
    const rest = name === undefined ? {} : { name };
    if (!judge(day, limit, calendar, outlook).rolls) {
      days.push({ day, counted: null, reason: 'rolled', ...rest });
      return { dueOn: day, unrolledDueOn, paused: null, days, consulted };
    }
    days.push({ day, counted: null, reason: kind === 'holiday' ? 'holiday' : 'weekend', ...rest });
  }
};

/** Its text moves no last day at all: there is no reading by which it moves from a weekend. */
const neverMoves = ({ unit, rollOnHoliday }: Limit): boolean => unit === 'calendar-days' && !rollOnHoliday;

/** Reckons one limit from the day of its event. `limit.count` must be a positive whole number. */
export const reckon = (
  limit: Limit,
  startOn: Day,
  calendar: WorkCalendar,
  excluded: readonly ExcludedSpan[] = [],
): LimitReckoning => {
  if (!Number.isInteger(limit.count) || limit.count < 1) throw new RangeError(`no limit of ${limit.count} days`);
  const earliest = walk(limit, startOn, excluded, calendar, 'earliest');
  const isOpen = (day: Day): boolean => kindOf(day, calendar).kind === 'undecreed';
  const provisional = earliest.consulted.some(isOpen);
  const expectedOn = provisional ? walk(limit, startOn, excluded, calendar, 'likely').dueOn : earliest.dueOn;
  const otherwise = walk({ ...limit, weekendsRoll: !limit.weekendsRoll }, startOn, excluded, calendar, 'likely');
  return {
    limit,
    startOn,
    dueOn: earliest.dueOn,
    expectedOn,
    unrolledDueOn: earliest.unrolledDueOn,
    weekendReadings: {
      stay: limit.weekendsRoll ? otherwise.dueOn : expectedOn,
      roll: neverMoves(limit) ? null : limit.weekendsRoll ? expectedOn : otherwise.dueOn,
      expected: provisional || otherwise.consulted.some(isOpen),
    },
    sureUntil: sureUntil(startOn, calendar),
    provisional,
    nextDecreeMayReachBack: earliest.consulted.some((day) => mayBeMovedByNextDecree(day, calendar)),
    paused: earliest.paused,
    days: earliest.days,
  };
};

const earlierOrOnly = (a: Day | null, b: Day | null): Day | null =>
  a === null ? b : b === null ? a : earlierDay(a, b);

/**
 * The limit that ends first of several that run together. A sure day before every other's earliest possible day is sure;
 * otherwise the whole is provisional, because a coming notice could still change which of them ends first.
 */
export const earlierOf = (first: LimitReckoning, ...others: readonly LimitReckoning[]): LimitReckoning =>
  others.reduce((best, other) => {
    const winner = other.dueOn !== null && (best.dueOn === null || other.dueOn < best.dueOn) ? other : best;
    const expectedOn = earlierOrOnly(best.expectedOn, other.expectedOn);
    const [a, b] = [best.weekendReadings, other.weekendReadings];
    return {
      ...winner,
      expectedOn: winner.provisional ? expectedOn : winner.dueOn,
      weekendReadings: {
        stay: earlierOrOnly(a.stay, b.stay),
        roll: earlierOrOnly(a.roll, b.roll),
        expected: a.expected || b.expected,
      },
    };
  }, first);
