import type { Translate } from '#kernel/translate.ts';
import type { ReachWay } from '#modules/complaints/attempts-contract.ts';
import type { CaseView } from '#modules/complaints/case-contract.ts';
import type { Values } from './act-field.ts';

/** By what a party is tried: one that is known, masked, or another that is written down. */

export const anotherWay = 'another';

const kindOf: Readonly<Record<string, ReachWay['kind']>> = {
  phone: 'phone',
  sms: 'phone',
  'e-mail': 'email',
  letter: 'address',
  visit: 'address',
};

export const hasWay = ({ channel }: Values): boolean => kindOf[String(channel)] !== undefined;
export const isCalled = ({ channel }: Values): boolean => kindOf[String(channel)] === 'phone';

export const waysFor = ({ ways }: Pick<CaseView, 'ways'>, party: unknown, channel: unknown): readonly ReachWay[] =>
  ways.filter((way) => way.party === party && way.kind === kindOf[String(channel)]);

/** What the form begins with: the likeliest where nobody else answered. */
export const likeliest = (ways: readonly ReachWay[]): string => ways.find(({ wrong }) => !wrong)?.known ?? anotherWay;

/** What it is and whose, as far as its mask shows. */
export const wayLabel = (way: ReachWay, { parties }: Pick<CaseView, 'parties'>, t: Translate): string => {
  const kind = parties.find(({ person }) => person === way.known)?.kind;
  const from =
    kind === undefined ? t(`desk:contacts.from.${way.known.replace(/-\d+$/u, '')}`) : t(`complaint:party.${kind}`);
  return [way.masked, from, way.wrong ? t('desk:contacts.wrong') : ''].filter(Boolean).join(' · ');
};
