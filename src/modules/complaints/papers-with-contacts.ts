/**
 * Papers that show telephone numbers, addresses or numbers of documents of people beside the one they are for: the
 * registration, the agreement of two parties, the record of a call (PIPL art. 6).
 */
const withContacts: ReadonlySet<string> = new Set(['form-1', 'form-9', 'call-record']);

export const showsContacts = (code: string): boolean => withContacts.has(code);
