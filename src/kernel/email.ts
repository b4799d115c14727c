/**
 * One address as every mail server takes it, in small letters where that is safe; undefined when it is none. Names in other letters
 * than ASCII (RFC 6531) are taken by few servers and lost by the others.
 */
export const readEmail = (written: string): string | undefined => {
  const text = written.normalize('NFKC').trim();
  const [, local, domain] =
    /^([\w!#$%&'*+\-./=?^`{|}~]{1,64})@((?:[A-Za-z0-9-]{1,63}\.)+[A-Za-z]{2,63})$/u.exec(text) ?? [];
  return local === undefined || domain === undefined || text.length > 200
    ? undefined
    : `${local}@${domain.toLowerCase()}`;
};

/** Where in something told stands an address that is none, as a dotted path: `complainant.email`, `joint.1.email`. */
export const unreadableEmail = (told: unknown, at = ''): string | undefined => {
  if (typeof told !== 'object' || told === null) return undefined;
  for (const [name, value] of Object.entries(told)) {
    const path = at === '' ? name : `${at}.${name}`;
    const isUnreadable =
      name === 'email' && typeof value === 'string' && value !== '' && readEmail(value) === undefined;
    const found = isUnreadable ? path : unreadableEmail(value, path);
    if (found !== undefined) return found;
  }
  return undefined;
};
