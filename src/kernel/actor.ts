/** Who acts. Pure data: made by platform/auth from a session, read by permits and scopes. */
export type Role =
  | 'intake-officer'
  | 'handler'
  | 'mediator'
  | 'bureau-head'
  | 'association-mediator'
  | 'system-administrator'
  | 'security-administrator'
  | 'auditor'
  | 'leader';

/** Administrators open no case, and a mediator of a body those it was entrusted with; all others the cases of the units they see. */
export const opensCases = (role: string): boolean =>
  !['system-administrator', 'security-administrator', 'auditor', 'association-mediator'].includes(role);

export type ActorKind = 'consumer' | 'operator' | 'staff' | 'system';

export type Actor = {
  readonly kind: ActorKind;
  /** Account id (uuid); for `system` the name of the job in the form `system:<job>`. */
  readonly account: string;
  readonly roles: readonly Role[];
  /** Tenants whose case rows this person may meet; empty means none. */
  readonly tenants: readonly string[];
  /** Bureau ids within those tenants; empty means none. */
  readonly bureaus: readonly string[];
  /** Account id plus the organisations this person acts for: what `case_access.principal` is compared with. */
  readonly principals: readonly string[];
  /** Own bureau or organisation (staff), for defaults and for what is written into decisions. */
  readonly bureau?: string;
  readonly tenant?: string;
};
