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
  return read.done({ code: readCode(read, 'code', 'code') });
}

/** Two codes that arrived on the same phone, in any order. */
export function readTwoCodesForm(raw: RawForm): Reading<{ readonly two: readonly [string, string] }> {
  const read = formReader(raw);
  return read.done({ two: [readCode(read, 'code', 'first-code'), readCode(read, 'other', 'other-code')] });
}

/** Of two that are asked for, what is said names which. */
const readCode = (
  read: ReturnType<typeof formReader>,
  name: string,
  which: 'code' | 'first-code' | 'other-code',
): string => {
  const code = halfWidth(read.requiredText(name, `account:fault.${which}`, 40)).replace(/\s/g, '');
  if (code !== '' && !/^\d{6}$/.test(code)) read.fault(name, `account:fault.${which}-shape`);
  return code;
};
