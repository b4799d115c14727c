import type { QuestionAtDoor } from '#modules/intake/facade.ts';
import type { ReportRequest } from '#modules/reports/facade.ts';
import type { FilingAnswers } from './answer-rows.ts';
import type { RespondentAnswer } from './answers.ts';
import type { PersonAnswer } from './read-people.ts';

/** The report in a filing; of a filing that is also a complaint, only what belongs to the report. */
export const reportRequestOf = (answers: FilingAnswers): ReportRequest | undefined => {
  const { respondent, facts, person } = answers;
  if (respondent === undefined || facts?.breach === undefined || person === undefined) return undefined;
  return {
    channel: 'web',
    ...reporterOf(person),
    reported: reportedOf(respondent, answers.operator?.name),
    clue: facts.breach,
    ...(facts.place === undefined ? {} : { place: facts.place }),
    ...(facts.problemCode === undefined ? {} : { problemCode: facts.problemCode }),
  };
};

/** Nobody where no name is to stand in the report, whatever stands in the complaint beside it. */
const reporterOf = (person: PersonAnswer): Pick<ReportRequest, 'reporter'> => {
  if (person.kind === 'anonymous' || person.reportNamed === false || person.phone === undefined) return {};
  const { name, phone, address, identity } = person;
  return {
    reporter: {
      name,
      phone,
      ...(address === undefined ? {} : { address }),
      ...(identity === undefined ? {} : { idType: identity.idKind, idNumber: identity.idNumber }),
    },
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
  if (facts?.question === undefined || person?.kind !== 'named' || person.phone === undefined) return undefined;
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
