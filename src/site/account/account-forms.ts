import { halfWidth } from '#kernel/half-width.ts';
import { formReader, type RawForm, type Reading } from '#site/kit/form-reader.ts';

export function readPhoneForm(raw: RawForm): Reading<{ readonly phone: string }> {
  const read = formReader(raw);
  return read.done({ phone: read.requiredPhone('phone', 'account:fault.phone') });
}

/** Six digits; full-width digits and blanks between them are how some keyboards write them. */
export function readCodeForm(raw: RawForm): Reading<{ readonly code: string }> {
  const read = formReader(raw);
  const code = halfWidth(read.requiredText('code', 'account:fault.code', 40)).replace(/\s/g, '');
  if (code !== '' && !/^\d{6}$/.test(code)) read.fault('code', 'account:fault.code-shape');
  return read.done({ code });
}

export type StaffSignIn = { readonly name: string; readonly password: string };

export function readStaffForm(raw: RawForm): Reading<StaffSignIn> {
  const read = formReader(raw);
  return read.done({
    name: read.requiredText('name', 'account:fault.name').trim(),
    password: read.requiredText('password', 'account:fault.password', 1000),
  });
}

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
