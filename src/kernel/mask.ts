/**
 * What a screen shows of a personal value until somebody opens it with a recorded reason.
 * The shown length never follows the hidden length, so that a mask tells nothing more than it shows.
 */
export type MaskKind = 'name' | 'phone' | 'id-number' | 'address' | 'bank-account' | 'email';

const hidden = '****';

const maskName = (name: string): string => {
  const [first] = Array.from(name);
  return first === undefined ? '' : `${first}**`;
};

const maskPhone = (phone: string): string => {
  const digits = phone.replace(/^\+?86(?=1\d{10}$)/, '').replace(/\D/g, '');
  if (/^1\d{10}$/.test(digits)) return `${digits.slice(0, 3)}${hidden}${digits.slice(-4)}`;
  if (digits.length >= 7) return `${hidden}${digits.slice(-4)}`;
  return hidden;
};

const maskIdNumber = (id: string): string => {
  const text = Array.from(id.trim());
  const shown = (from: number, to?: number): string => text.slice(from, to).join('');
  if (text.length >= 15) return `${shown(0, 6)}********${shown(-4)}`;
  if (text.length >= 8) return `${shown(0, 1)}${hidden}${shown(-2)}`;
  return hidden;
};

const province = /^.{2,8}?(?:自治区|特别行政区|省)/u;
const city = /^.{2,9}?(?:自治州|地区|盟|市)/u;
/** A county ends in 区县旗市, but so do housing estates (小区): street words and estate words end the reading. */
const county = /^(?:(?!街道|大道|[镇乡路村巷弄号幢栋\d]).){1,8}?(?:自治县|自治旗|(?<![小社园校厂景院片])区|县|旗|市)/u;

const maskAddress = (address: string): string => {
  let rest = address.trim();
  let kept = '';
  for (const level of [province, city, county]) {
    const part = level.exec(rest)?.[0];
    if (part === undefined || /\d/.test(part)) continue;
    kept += part;
    rest = rest.slice(part.length);
  }
  return rest === '' && kept !== '' ? kept : `${kept}${hidden}`;
};

const maskBankAccount = (account: string): string => {
  const digits = Array.from(account.replace(/\s/g, ''));
  return digits.length >= 8 ? `${hidden}${digits.slice(-4).join('')}` : hidden;
};

const maskEmail = (email: string): string => {
  const at = email.lastIndexOf('@');
  return at < 1 ? hidden : `${Array.from(email)[0]}${hidden}${email.slice(at)}`;
};

const masks: Readonly<Record<MaskKind, (value: string) => string>> = {
  name: maskName,
  phone: maskPhone,
  'id-number': maskIdNumber,
  address: maskAddress,
  'bank-account': maskBankAccount,
  email: maskEmail,
};

const isMaskKind = (kind: string): kind is MaskKind => Object.hasOwn(masks, kind);

/** The masked form of a value by its kind; a kind without a mask of its own shows nothing at all. */
export const maskOf = (kind: string, value: unknown): string => {
  if (value === null || value === undefined || value === '') return '';
  return isMaskKind(kind) && typeof value === 'string' ? masks[kind](value) : hidden;
};
