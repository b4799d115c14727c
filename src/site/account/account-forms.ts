import { formReader, type RawForm, type Reading } from '#site/kit/form-reader.ts';

export type StaffSignIn = { readonly name: string; readonly password: string };

export function readStaffForm(raw: RawForm): Reading<StaffSignIn> {
  const read = formReader(raw);
  return read.done({
    name: read.requiredText('name', 'account:fault.name').trim(),
    password: read.requiredText('password', 'account:fault.password', 1000),
  });
}

/** Typed twice, because nobody can look at it again. */
export function readOwnPassword(raw: RawForm): Reading<{ readonly password: string }> {
  const read = formReader(raw);
  const password = read.requiredText('password', 'account:fault.password', 1000);
  if (password !== '' && raw['again'] !== raw['password']) read.fault('again', 'account:fault.password-differs');
  return read.done({ password });
}

export function readRenewal(raw: RawForm): Reading<{ readonly present: string; readonly password: string }> {
  const read = formReader(raw);
  const present = read.requiredText('present', 'account:fault.present', 1000);
  const password = read.requiredText('password', 'account:fault.password', 1000);
  if (password !== '' && raw['again'] !== raw['password']) read.fault('again', 'account:fault.password-differs');
  return read.done({ present, password });
}

/** An address of this site only: whoever wrote the link, it leads nowhere else. */
export const localPath = (typed: unknown, otherwise: string): string =>
  typeof typed === 'string' && /^\/(?![/\\])[\x21-\x7e]*$/u.test(typed) ? typed : otherwise;

export const privacyWishes = ['access', 'correct', 'delete', 'withdraw-consent', 'other'] as const;
export type PrivacyWish = (typeof privacyWishes)[number];
export type PrivacyRequest = { readonly wish: PrivacyWish; readonly number?: string; readonly text?: string };

export function readPrivacyForm(raw: RawForm): Reading<PrivacyRequest> {
  const read = formReader(raw);
  const wish = read.choice('wish', privacyWishes, 'account:fault.wish');
  const number = read.optionalText('number', 80);
  const text = read.optionalText('text', 2000);
  return read.done({ wish, ...(number === undefined ? {} : { number }), ...(text === undefined ? {} : { text }) });
}

export type ContactWish = { readonly contactName?: string; readonly contactPhone: string };

/** How bureaus reach an operator: a number somebody answers, and a name where there is one. */
export function readContact(raw: RawForm): Reading<ContactWish> {
  const read = formReader(raw);
  const contactName = read.optionalText('contactName', 100);
  const contactPhone = read.callablePhone('contactPhone', 'account:fault.contact-phone');
  return read.done({ contactPhone, ...(contactName === undefined ? {} : { contactName }) });
}
