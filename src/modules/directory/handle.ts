import type { Actor } from '#kernel/actor.ts';
import { readPhone } from '#kernel/phone.ts';
import { type Refusal, refuse } from '#kernel/refusal.ts';
import { checkUscc } from '#kernel/uscc.ts';
import { audit } from '#platform/audit.ts';
import type { Tx } from '#platform/db.ts';
import { newId } from '#platform/ids.ts';
import type { OperatorRegistered, RegisterOperatorBody } from './contract.ts';
import { nameKey } from './name-search.ts';
import { enterOperators, noteContact, noteDataRequest } from './store.ts';
import { lookalikesOf } from './views/operators.ts';
import { findRegion } from './views/places.ts';

const REGION_FIELDS = ['registeredRegion', 'businessRegion'] as const;

const fieldWithNul = (body: RegisterOperatorBody): string | undefined =>
  Object.entries(body).find(([, value]) => typeof value === 'string' && value.includes('\0'))?.[0];

const refuseUnknownRegion = async (tx: Tx, body: RegisterOperatorBody): Promise<Refusal | undefined> => {
  for (const field of REGION_FIELDS) {
    const code = body[field];
    if (code !== undefined && !(await findRegion(tx, code))) {
      return refuse('region-unknown', { status: 422, field, params: { code } });
    }
  }
  return undefined;
};

/**
 * Enters an operator found outside (counter, phone, a shop's window). A doubtful code and rows that look alike are
 * answered as warnings and block nothing: the case must not wait for the register.
 */
export const registerOperator = async (
  tx: Tx,
  actor: Actor,
  body: RegisterOperatorBody,
  at: Date,
): Promise<OperatorRegistered | Refusal> => {
  const withNul = fieldWithNul(body);
  if (withNul !== undefined) return refuse('text-holds-null-character', { status: 422, field: withNul });
  if (nameKey(body.name) === '') return refuse('operator-name-says-nothing', { status: 422, field: 'name' });
  const unknownRegion = await refuseUnknownRegion(tx, body);
  if (unknownRegion) return unknownRegion;

  const verdict = body.uscc === undefined || body.uscc.trim() === '' ? undefined : checkUscc(body.uscc);
  const uscc = verdict?.text ?? null;
  const lookalikes = await lookalikesOf(tx, body.name, uscc);
  const id = newId();
  const contactPhone = body.contactPhone === undefined ? null : readPhone(body.contactPhone).text;
  await enterOperators(tx, [{ ...body, id, uscc, name: body.name.trim(), contactPhone }], actor.account, at);
  await audit(tx, {
    tenant: actor.tenant ?? 'platform',
    account: actor.account,
    act: 'register-operator',
    subject: `operator:${id}`,
    detail: { kind: body.kind, warnings: verdict?.warnings.map((warning) => warning.code) ?? [] },
  });
  return { id, warnings: [...(verdict?.warnings ?? [])], lookalikes };
};

/** An order for other modules: in the course of a case the platform was asked for a seller's name and address. */
export const recordDataRequest = async (
  tx: Tx,
  shop: string,
  state: 'asked' | 'answered' | 'refused',
  on: string,
): Promise<Refusal | undefined> =>
  (await noteDataRequest(tx, shop, state, on)) === 1 ? undefined : refuse('platform-data-not-asked', { field: 'shop' });

/** An order for other modules: whether the seller could be reached by what is shown decides who is competent; `by` says so. */
export const recordShopContact = async (
  tx: Tx,
  shop: string,
  outcome: { readonly reached: true } | { readonly reached: false; readonly on: string; readonly by: string },
): Promise<Refusal | undefined> =>
  (await noteContact(tx, shop, outcome.reached ? null : outcome)) === 1
    ? undefined
    : refuse('shop-unknown', { status: 404, field: 'shop' });
