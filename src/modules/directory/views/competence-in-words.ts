import type { Rulebook } from '#kernel/rule.ts';
import type { Translate } from '#kernel/translate.ts';
import type { Tx } from '#platform/db.ts';
import type { CompetenceAnswer } from '../contract.ts';
import type { JurisdictionStep } from '../jurisdiction.ts';
import { type CompetenceQuestion, competentBureaus } from './competence.ts';
import { placeName, regionPath } from './places.ts';
import { unitOf } from './units.ts';

const nameOf = async (tx: Tx, bureau: string): Promise<string> => (await unitOf(tx, bureau))?.name ?? bureau;

const sentence = async (tx: Tx, step: JurisdictionStep, t: Translate): Promise<string> => {
  const place = step.region === undefined ? '' : placeName(await regionPath(tx, step.region)) || step.region;
  const said = t(`directory:jurisdiction.${step.step}`, {
    place,
    ground: step.ground === undefined ? '' : t(`directory:grounds.${step.ground}`),
    bureau: step.bureau === undefined ? '' : await nameOf(tx, step.bureau),
  });
  if (step.found === undefined) return said;
  const { on, by } = step.found;
  return by === null
    ? `${said}${t('directory:jurisdiction.foundOn', { on })}`
    : `${said}${t('directory:jurisdiction.foundBy', { on, bureau: await nameOf(tx, by) })}`;
};

/** The decision and every step towards it as an officer reads them. */
export const competenceInWords = async (
  tx: Tx,
  rulebook: Rulebook,
  question: CompetenceQuestion,
  t: Translate,
): Promise<CompetenceAnswer> => {
  const found = await competentBureaus(tx, rulebook, question);
  const competent = [];
  for (const { bureau, ground } of found.competent) {
    competent.push({ bureau, name: await nameOf(tx, bureau), ground: t(`directory:grounds.${ground}`) });
  }
  const steps = [];
  for (const step of found.steps) {
    steps.push({ step: step.step, sentence: await sentence(tx, step, t), rule: step.rule, basis: [...step.basis] });
  }
  return { on: question.on, competent, steps };
};
