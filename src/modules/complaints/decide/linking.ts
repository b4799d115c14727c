import type { Facts } from '../commands.ts';

/** Where the body that handles it from now on works here under another authority, the case goes on there by itself. */
export const linkIn = (
  competent: string | undefined,
  { namedUnit, linkedNumber, tenant }: Facts,
): { unit?: string; linked?: string } =>
  competent === undefined ||
  linkedNumber === undefined ||
  namedUnit?.id !== competent ||
  namedUnit.kind !== 'bureau' ||
  namedUnit.tenant === tenant
    ? {}
    : { unit: competent, linked: linkedNumber };
