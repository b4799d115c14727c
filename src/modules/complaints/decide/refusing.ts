import { kindOf } from '#kernel/calendar.ts';
import { addDays, compareDays, type Day, yearsAfter } from '#kernel/day.ts';
import { isRefusal, type Refusal, refuse } from '#kernel/refusal.ts';
import { type GroundRule, switchOn } from '#kernel/rule.ts';
import { groundsFor } from '../clocks.ts';
import type { CommandOf, Decision, Facts } from '../commands.ts';
import type { Complaint } from '../complaint.ts';
import { cameInOn } from '../evolve-facts.ts';
import { decidedUnder } from '../governing.ts';
import type { RefusalParticulars, SaidOfRefusal } from '../ground-particulars.ts';
import { powerObjection } from './naming.ts';

const o121 = (article: string) => ({ text: 'order-121', article });

type Wish = { readonly ground: number } & SaidOfRefusal;

/** A decision under seal, ground by ground: what it must name beside its reasons stands in `refusalParticulars`. */
export const refuseComplaint = (command: CommandOf<'refuse'>, state: Complaint, facts: Facts): Decision | Refusal => {
  const ground = refusalGround(command, state, facts);
  if (isRefusal(ground)) return ground;
  const { reasons } = command;
  const particulars = refusalParticulars(command);
  return {
    events: [
      {
        type: 'ComplaintRefused',
        payload: {
          on: facts.today,
          ground: command.ground,
          reasons,
          ...decidedUnder(state, facts.today, facts.law),
          ...particulars,
        },
      },
    ],
    papers: [
      {
        code: 'form-6',
        to: ['complainant'],
        details: { ground: ground.number, reasons, ...particulars },
      },
    ],
  };
};

/** The ground of this number where the file and what is named with it bear it, in a decision as in its correction. */
export const refusalGround = (wish: Wish, state: Complaint, facts: Facts): GroundRule | Refusal => {
  const ground = groundsFor('refusal', state, facts.today, facts.law).find((rule) => rule.number === wish.ground);
  if (ground === undefined) {
    return refuse('no-such-refusal-ground', {
      status: 422,
      field: 'ground',
      basis: [o121('16')],
      params: { ground: wish.ground },
    });
  }
  const objection = groundObjection(ground, wish, state, facts);
  return objection === undefined ? ground : { basis: ground.basis, ...objection };
};

export const refusalParticulars = ({
  rightBureau,
  competentBody,
  noFoodMatter,
  earlierHandler,
  earlierBody,
  earlierOn,
  factors,
  knewOn,
  papersAtFault,
  identityFault,
}: SaidOfRefusal): RefusalParticulars => ({
  ...(rightBureau === undefined ? {} : { rightBureau }),
  ...(competentBody === undefined ? {} : { competentBody }),
  ...(noFoodMatter === true ? { noFoodMatter } : {}),
  ...(earlierHandler === undefined || earlierBody === undefined
    ? {}
    : {
        earlier: { handler: earlierHandler, body: earlierBody, ...(earlierOn === undefined ? {} : { on: earlierOn }) },
      }),
  ...(factors === undefined || factors.length === 0 ? {} : { factors }),
  ...(knewOn === undefined ? {} : { knewOn }),
  ...(papersAtFault === undefined ? {} : { papersAtFault }),
  ...(identityFault === undefined ? {} : { identityFault }),
});

/** What this ground has to name, at the refusal and where it is found after acceptance. */
export const groundObjection = (
  ground: GroundRule,
  command: SaidOfRefusal,
  state: Complaint,
  facts: Facts,
): Refusal | undefined =>
  strayObjection(ground, command) ??
  (ground.fact === 'not-our-duty-or-power' ? competentObjection(command, state, facts) : undefined) ??
  (ground.fact === 'already-handled-elsewhere' ? earlierObjection(ground, command, facts) : undefined) ??
  (ground.fact === 'no-consumer-dispute' ? factorObjection(ground, command) : undefined) ??
  (ground.fact === 'three-years-past' ? yearsObjection(ground, command, state, facts) : undefined) ??
  proofObjectionTo(ground, state, facts) ??
  (ground.fact === 'papers-missing-or-false' ? papersObjection(ground, command) : undefined) ??
  (ground.fact === 'identity-false-or-unproven' ? identityObjection(command, state) : undefined);

/** Nothing goes on the paper that belongs to another ground. */
const factOf: Readonly<Record<keyof SaidOfRefusal, string>> = {
  rightBureau: 'not-our-duty-or-power',
  competentBody: 'not-our-duty-or-power',
  noFoodMatter: 'not-our-duty-or-power',
  earlierHandler: 'already-handled-elsewhere',
  earlierBody: 'already-handled-elsewhere',
  earlierOn: 'already-handled-elsewhere',
  factors: 'no-consumer-dispute',
  knewOn: 'three-years-past',
  papersAtFault: 'papers-missing-or-false',
  identityFault: 'identity-false-or-unproven',
};

export const refusalFields = Object.keys(factOf) as readonly (keyof SaidOfRefusal)[];

const strayObjection = (ground: GroundRule, command: SaidOfRefusal): Refusal | undefined => {
  const said = command as Readonly<Record<string, unknown>>;
  const stray = Object.entries(factOf).find(([field, fact]) => said[field] !== undefined && fact !== ground.fact)?.[0];
  return stray === undefined
    ? undefined
    : refuse('belongs-to-another-ground', { status: 422, field: stray, params: { ground: ground.number } });
};

/** Whoever has no power says who has (a unit of any authority, or a body outside the directory), or asks its superior. */
const competentObjection = (command: SaidOfRefusal, state: Complaint, facts: Facts): Refusal | undefined => {
  const { rightBureau, competentBody } = command;
  const food = foodObjection(command, state, facts);
  if (food !== undefined) return food;
  if (rightBureau === undefined) {
    return competentBody === undefined
      ? refuse('competent-body-not-named', { status: 422, field: 'competentBody', instead: ['ask-superior'] })
      : undefined;
  }
  if (rightBureau === state.bureau) return refuse('right-bureau-is-own', { status: 422, field: 'rightBureau' });
  if (competentBody !== undefined) return refuse('one-body-has-the-power', { status: 422, field: 'competentBody' });
  return facts.namedUnit?.id === rightBureau && handlingKinds.has(facts.namedUnit.kind)
    ? rightPowerObjection(rightBureau, state, facts)
    : refuse('no-such-bureau', { status: 422, field: 'rightBureau', params: { unit: rightBureau } });
};

/** An intake body sends on what it receives; a bureau that is named decides itself. */
const rightPowerObjection = (unit: string, state: Complaint, facts: Facts): Refusal | undefined =>
  facts.namedUnit?.kind === 'bureau' ? powerObjection(unit, 'rightBureau', state, facts) : undefined;

/** FSL art. 115: a food matter outside the duty is handed on with a written notice, never only refused. */
const foodObjection = (command: SaidOfRefusal, state: Complaint, facts: Facts): Refusal | undefined => {
  const basis = [{ text: 'fsl', article: '115' }];
  if (state.food) {
    // Whether it holds too where only the territory is another bureau's, each authority decides (JUR-09).
    const { rulebook, settings } = facts.law;
    const isOnlyTerritory = command.rightBureau !== undefined;
    const isTransferred = switchOn(rulebook, settings, 'JUR-09', 'transfer-food-for-territory', facts.today) === 'yes';
    return isOnlyTerritory && !isTransferred
      ? undefined
      : refuse('food-matter-is-transferred', { basis, instead: ['transfer'] });
  }
  const isClassed = [state.objectCode, state.problemCode].some(
    (code) => code !== undefined && facts.listedCodes.has(code),
  );
  return isClassed || command.noFoodMatter === true
    ? undefined
    : refuse('food-not-ruled-out', { status: 422, field: 'noFoodMatter', basis, instead: ['complete-particulars'] });
};

const handlingKinds: ReadonlySet<string> = new Set(['bureau', 'intake-centre']);

const earlierObjection = (ground: GroundRule, command: SaidOfRefusal, facts: Facts): Refusal | undefined => {
  const { earlierHandler, earlierBody, earlierOn } = command;
  if (earlierHandler === undefined || earlierBody === undefined) {
    const field = earlierHandler === undefined ? 'earlierHandler' : 'earlierBody';
    return refuse('earlier-body-not-named', { status: 422, field });
  }
  // Order 121 left the other mediation organisations out of the list that Order 20 had.
  if (earlierHandler === 'mediation-organisation' && ground.basis[0].text === 'order-121') {
    return refuse('mediation-organisation-bars-nothing', { status: 422, field: 'earlierHandler', instead: ['accept'] });
  }
  if (earlierOn !== undefined && compareDays(earlierOn, facts.today) > 0) {
    return refuse('earlier-day-ahead', { status: 422, field: 'earlierOn' });
  }
  return undefined;
};

/** The list of factors came with art. 17 of Order 121; a case under Order 20 cannot rest on it. */
const factorObjection = (ground: GroundRule, { factors = [] }: SaidOfRefusal): Refusal | undefined =>
  factors.length > 0 && ground.basis[0].text !== 'order-121'
    ? refuse('factors-came-with-order-121', { status: 422, field: 'factors', basis: [o121('17(1)')] })
    : undefined;

/**
 * Art. 16(4) counts from the day the person knew or should have known to the day the complaint came in. The day on file is
 * the person's own word: where it bears no refusal, the officer says which day the decision relies on.
 */
const yearsObjection = (
  { years = 0 }: GroundRule,
  { knewOn }: SaidOfRefusal,
  state: Complaint,
  facts: Facts,
): Refusal | undefined => {
  const relied = knewOn ?? state.knewOn;
  if (relied === undefined) return refuse('day-of-knowing-not-named', { status: 422, field: 'knewOn' });
  if (compareDays(relied, facts.today) > 0) return refuse('day-of-knowing-ahead', { status: 422, field: 'knewOn' });
  const cameIn = cameInOn(state) ?? facts.today;
  const last = lastDayOfYears(relied, years, facts);
  return compareDays(cameIn, last) > 0
    ? undefined
    : refuse('years-not-over', { status: 422, field: 'knewOn', params: { knewOn: relied, last, cameIn } });
};

/** Art. 45: the day itself is not counted, and a last day on a statutory holiday moves to the first day after it. */
const lastDayOfYears = (from: Day, years: number, { law }: Facts): Day => {
  let last = yearsAfter(from, years);
  while (kindOf(last, law.calendar).kind === 'holiday') last = addDays(last, 1);
  return last;
};

/** Grounds that may rest on a missing proof. */
const proofFacts = new Set(['papers-missing-or-false', 'identity-false-or-unproven']);

/** The day stated under seal stands: nothing rests on a proof that is missing before it is over. */
export const proofObjectionTo = (ground: GroundRule, { proofs }: Complaint, facts: Facts): Refusal | undefined => {
  if (!proofFacts.has(ground.fact)) return undefined;
  const running = proofs
    .filter(({ kind, answered, dueOn }) => kind === 'identity' && !answered && compareDays(facts.today, dueOn) <= 0)
    .map(({ dueOn }) => dueOn)
    .sort(compareDays)
    .at(-1);
  return running === undefined
    ? undefined
    : refuse('proof-still-running', {
        basis: [o121('10(3)')],
        params: { dueOn: running },
        instead: ['contact', 'accept'],
      });
};

/** Art. 16(5) rests on a paper that is missing or false, and the decision says which; Order 20 had papers that were not supplied only. */
const papersObjection = (ground: GroundRule, { papersAtFault = [] }: SaidOfRefusal): Refusal | undefined =>
  ground.basis[0].text !== 'order-121' || papersAtFault.length > 0
    ? undefined
    : refuse('paper-at-fault-not-named', { status: 422, field: 'papersAtFault' });

/** A check is refused by whoever was asked for proof under seal (form 4) and let the day go by; what was wished for refuses nothing. */
const identityObjection = ({ identityFault }: SaidOfRefusal, { proofs }: Complaint): Refusal | undefined => {
  if (identityFault === undefined) return refuse('identity-fault-not-named', { status: 422, field: 'identityFault' });
  // One that still runs was told before (`proofObjectionTo`).
  return identityFault === 'impersonation' || proofs.some(({ kind, answered }) => kind === 'identity' && !answered)
    ? undefined
    : refuse('identity-check-not-refused', {
        status: 422,
        field: 'identityFault',
        basis: [o121('10(3)'), o121('16')],
        instead: ['request-proof'],
      });
};
