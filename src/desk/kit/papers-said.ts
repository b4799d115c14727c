import type { Day } from '#kernel/day.ts';
import type { Translate } from '#kernel/translate.ts';
import type { ConsultationView } from '#modules/intake/consultations/contract.ts';
import type { ReportView } from '#modules/reports/contract.ts';
import { dayOrText } from './when.ts';

/** Papers of a question or a report a line each, and below each how it was brought to its reader. */
export const papersSaid = (
  papers: ConsultationView['papers'] | ReportView['papers'],
  today: Day,
  t: Translate,
): readonly string[] =>
  papers.flatMap(({ code, number, told }) => [
    `${t(`complaint:paper.${code}`)} ${number}`,
    ...told.map(({ channel, outcome, on }) => {
      const words = {
        day: dayOrText(on, today, t),
        channel: t(`complaint:contactChannel.${channel}`),
        outcome: t(`complaint:deliveryOutcome.${outcome}`),
      };
      return `${number} ${t('desk:questions.tellingLine', words)}`;
    }),
  ]);
