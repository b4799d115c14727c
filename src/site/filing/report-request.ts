import type { QuestionAtDoor } from '#modules/intake/facade.ts';
import type { ReportRequest } from '#modules/reports/facade.ts';
import type { FilingAnswers } from './answer-rows.ts';
import type { RespondentAnswer } from './answers.ts';

/** The report in a filing; of a filing that is also a complaint, only what belongs to the report. */
export const reportRequestOf = (answers: FilingAnswers): ReportRequest | undefined => {
  const { respondent, facts, person } = answers;
  if (respondent === undefined || facts?.breach === undefined || person === undefined) return undefined;
  return {
    channel: 'web',
    ...(person.kind === 'anonymous'
      ? {}
      : {
          reporter: {
            name: person.name,
            phone: person.phone,
            ...(person.address === undefined ? {} : { address: person.address }),
            ...(person.identity === undefined
              ? {}
              : { idType: person.identity.idKind, idNumber: person.identity.idNumber }),
          },
        }),
    reported: reportedOf(respondent, answers.operator?.name),
    clue: facts.breach,
    ...(facts.place === undefined ? {} : { place: facts.place }),
    ...(facts.problemCode === undefined ? {} : { problemCode: facts.problemCode }),
  };
};

const reportedOf = (respondent: RespondentAnswer, shopName: string | undefined): ReportRequest['reported'] => {
  if (respondent.kind === 'operator') return { kind: 'ordinary', operator: respondent.operator };
  if (respondent.kind === 'registered-shop')
    return { kind: 'platform-shop', shop: respondent.shop, ...(shopName === undefined ? {} : { name: shopName }) };
  if (respondent.kind === 'platform-shop') {
    const { platform, shop, link, address } = respondent;
    return {
      kind: 'platform-shop',
      name: `${shop}（${platform}）`,
      ...(address === undefined ? {} : { address }),
      ...(link === undefined ? {} : { clue: firstOf(link, 500) }),
    };
  }
  const { kind: _kind, licence, clue, ...described } = respondent;
  const hints = [licence, clue].filter((one) => one !== undefined).join('\n');
  return { kind: 'unknown', ...described, ...(hints === '' ? {} : { clue: firstOf(hints, 500) }) };
};

export const questionRequestOf = (answers: FilingAnswers): QuestionAtDoor['request'] | undefined => {
  const { facts, person } = answers;
  if (facts?.question === undefined || person?.kind !== 'named') return undefined;
  return {
    channel: 'web',
    asker: {
      name: person.name,
      phone: person.phone,
      ...(person.email === undefined ? {} : { email: person.email }),
    },
    question: facts.question,
    ...(facts.problemCode === undefined ? {} : { problemCode: facts.problemCode }),
  };
};

/** So many characters, none of them cut in half. */
const firstOf = (text: string, most: number): string => [...text].slice(0, most).join('');
