import { type Lies, mayHold } from '#kernel/case-holders.ts';

export type AssignedAs = 'handler' | 'mediator';

type Case = Lies & { readonly isOpen: boolean };

/** As what somebody with these roles can be given the case; nobody mediates what has ended. */
export const rolesOffered = (roles: readonly string[], { isOpen, ...lies }: Case): readonly AssignedAs[] => [
  ...(mayHold(roles, lies) ? (['handler'] as const) : []),
  ...(isOpen && roles.includes('mediator') ? (['mediator'] as const) : []),
];

/** The one role somebody can have in the case; undefined where there is a choice, or none. */
export const onlyRoleOf = (roles: readonly string[] | undefined, lies: Case): AssignedAs | undefined => {
  const [first, second] = rolesOffered(roles ?? [], lies);
  return second === undefined ? first : undefined;
};
