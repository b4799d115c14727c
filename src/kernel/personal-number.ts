import { checkCitizenId } from './citizen-id.ts';
import { maskOf } from './mask.ts';
import { checkUscc, normaliseUscc } from './uscc.ts';

/**
 * Individual businesses were registered under the identity number of whoever runs them: as it is, of the fifteen digits
 * before 1999, or with the two digits a tax office added. Such a code is a person's (Personal Information Protection Law, art. 28).
 * A code that is sound as a business's and not as a person's is the business's.
 */
export const isPersonalNumber = (code: string): boolean => {
  const text = normaliseUscc(code);
  const number = /^\d{17}[\dX]\d{2}$/.test(text) ? text.slice(0, 18) : text;
  if (!/^(?:\d{15}|\d{17}[\dX])$/.test(number)) return false;
  const verdict = checkCitizenId(number);
  if (verdict.birthOn === undefined || verdict.birthOn < '1900-01-01' || verdict.birthOn > '2099-12-31') return false;
  return verdict.sound || !checkUscc(number).sound;
};

/** A registered code as a screen or a list shows it: a person's number is masked until somebody opens it with a reason. */
export const shownCode = <C extends string | null>(code: C): C | string =>
  code !== null && isPersonalNumber(code) ? maskOf('id-number', code) : code;
