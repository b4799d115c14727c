import { type GroundRule, groundByFact } from '#kernel/rule.ts';
import type { Facts } from '../commands.ts';
import type { RefusalGround, TerminationGround } from '../papers/official-letters.ts';

const refusalGrounds: readonly RefusalGround[] = [1, 2, 3, 4, 5, 6, 7];
const terminationGrounds: readonly TerminationGround[] = [1, 2, 3, 4, 5, 6, 7, 8];

/** Facts that only the earlier order words in its own way. */
const sameFact: Readonly<Record<string, string>> = { 'refusal-ground-found': 'refusal-ground-or-fraud-found' };

/** The forms print the present list: a ground of the earlier order stands there under the number of the same fact. */
const numberOnForm = (ground: GroundRule, facts: Facts): number =>
  groundByFact(facts.law.rulebook, ground.list, sameFact[ground.fact] ?? ground.fact, facts.today)?.number ??
  ground.number;

export const refusalGroundOnForm = (ground: GroundRule, facts: Facts): RefusalGround =>
  refusalGrounds.find((one) => one === numberOnForm(ground, facts)) ?? 7;

export const terminationGroundOnForm = (ground: GroundRule, facts: Facts): TerminationGround =>
  terminationGrounds.find((one) => one === numberOnForm(ground, facts)) ?? 8;
