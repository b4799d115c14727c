import type { Day } from '#kernel/day.ts';
import type { CalendarDay } from '#modules/directory/calendar.ts';

/**
 * Where the packaged file departs from the notice. Found by comparing it with a second collection made from the notices'
 * text (2007–2019, 2021–2025: calendar.test.ts repeats the comparison); 2020 by the notice that prolonged the Spring
 * Festival. The weekends are plain ones that merely adjoin a holiday: no days off by the notice, which matters where only
 * a holiday moves a limit.
 */
const off = (day: Day, name: string): CalendarDay => ({ day, kind: 'holiday', name });
const worked = (day: Day, name: string): CalendarDay => ({ day, kind: 'make-up', name });
const plain = (day: Day): CalendarDay => ({ day, kind: 'plain', name: '' });

export const calendarCorrections: Readonly<Record<number, readonly CalendarDay[]>> = {
  2008: [
    worked('2007-12-29', '元旦'),
    off('2007-12-30', '元旦'),
    off('2007-12-31', '元旦'),
    worked('2008-05-04', '劳动节'),
    off('2008-06-07', '端午节'),
    off('2008-09-13', '中秋节'),
  ],
  2009: [worked('2009-01-04', '元旦'), worked('2009-09-27', '国庆节')],
  2012: [worked('2011-12-31', '元旦')],
  2014: [plain('2014-04-06')],
  2015: [worked('2015-01-04', '元旦'), plain('2015-05-02'), plain('2015-05-03'), plain('2015-06-21')],
  2016: [plain('2016-01-02'), plain('2016-01-03'), plain('2016-04-02'), plain('2016-04-30')],
  2018: [plain('2018-06-16'), plain('2018-09-22')],
  2019: [
    plain('2019-04-06'),
    plain('2019-04-07'),
    plain('2019-06-08'),
    plain('2019-06-09'),
    plain('2019-09-14'),
    plain('2019-09-15'),
  ],
  2020: [off('2020-02-02', '春节')],
};

/** Notices that changed a year already decreed. */
export const laterNotices: Readonly<Record<number, readonly string[]>> = {
  2015: ['国务院关于中国人民抗日战争暨世界反法西斯战争胜利70周年纪念日调休放假的通知'],
  2019: ['国务院办公厅关于调整2019年劳动节假期安排的通知'],
  2020: ['国务院办公厅关于延长2020年春节假期的通知'],
};
