import { halfWidth } from '#kernel/half-width.ts';
import { formReader, type RawForm, type Reading } from './form-reader.ts';

/** Forms that several folders of the site share: a phone, and the code sent to it or shown by an authenticator. */
export function readPhoneForm(raw: RawForm): Reading<{ readonly phone: string }> {
  const read = formReader(raw);
  return read.done({ phone: read.codePhone('phone', 'account:fault.phone') });
}

/** Six digits; full-width digits and blanks between them are how some keyboards write them. */
export function readCodeForm(raw: RawForm): Reading<{ readonly code: string }> {
  const read = formReader(raw);
  const code = halfWidth(read.requiredText('code', 'account:fault.code', 40)).replace(/\s/g, '');
  if (code !== '' && !/^\d{6}$/.test(code)) read.fault('code', 'account:fault.code-shape');
  return read.done({ code });
}
