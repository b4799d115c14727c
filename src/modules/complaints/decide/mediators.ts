import { type Refusal, refuse } from '#kernel/refusal.ts';
import type { Facts, Official } from '../commands.ts';
import type { Complaint } from '../complaint.ts';
import { isRecused } from '../recused.ts';

/** Art. 21(1): staff of the bureau or of the body it entrusted preside. Which of them, the roles they hold there say. */

type Office = Official['offices'][number];

const basis = [{ text: 'order-121', article: '21(1)' }];

/** A station works for its bureau, one that opens no other case on those it was given; who opens the cases of a bureau from above is not of its staff. */
const isOfBureau = ({ bureau, sees }: Office, state: Complaint, units: Facts['units']): boolean =>
  (sees.includes(state.bureau) && (bureau === state.bureau || units.get(bureau)?.parent === state.bureau)) ||
  (bureau === state.station && units.get(bureau)?.parent === state.bureau);

const isOfEntrusted = ({ bureau }: Office, { entrustedTo }: Complaint): boolean => bureau === entrustedTo;

export type WhyNotMediator = 'mediator-not-of-this-body' | 'mediator-without-role' | 'mediator-was-recused';

/** Undefined: this official may mediate this case. */
export const whyNotMediator = (
  { account, offices }: Official,
  state: Complaint,
  units: Facts['units'],
): WhyNotMediator | undefined => {
  const own = offices.filter((office) => isOfBureau(office, state, units));
  const entrusted = offices.filter((office) => isOfEntrusted(office, state));
  if (own.length === 0 && entrusted.length === 0) return 'mediator-not-of-this-body';
  const holds =
    own.some(({ roles }) => roles.includes('mediator')) ||
    entrusted.some(({ roles }) => roles.includes('association-mediator'));
  if (!holds) return 'mediator-without-role';
  return isRecused(account, state) ? 'mediator-was-recused' : undefined;
};

/** Of the officials asked about, those who may preside over the mediation of this case. */
export const whoMayMediate = (
  officials: readonly Official[],
  state: Complaint,
  units: Facts['units'],
): readonly Official[] => officials.filter((one) => whyNotMediator(one, state, units) === undefined);

/** Why this person cannot be named mediator, and who could. */
export const mediatorObjection = (
  field: 'mediator' | 'to',
  account: string,
  state: Complaint,
  { officials = [], units }: Pick<Facts, 'officials' | 'units'>,
): Refusal | undefined => {
  const named = officials.find((one) => one.account === account);
  const why = named === undefined ? 'mediator-not-of-this-body' : whyNotMediator(named, state, units);
  if (why === undefined) return undefined;
  const others = whoMayMediate(officials, state, units);
  if (others.length === 0) return refuse('nobody-may-mediate', { status: 422, field, basis });
  const params = { who: others.map(({ name }) => name).join('、') };
  if (why === 'mediator-without-role') return refuse('mediator-without-role', { status: 422, field, basis, params });
  if (why === 'mediator-was-recused') return refuse('mediator-was-recused', { status: 422, field, basis, params });
  return refuse('mediator-not-of-this-body', { status: 422, field, basis, params });
};
