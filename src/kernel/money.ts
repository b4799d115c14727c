/** Money is an integer number of fen (1/100 yuan), from the form field to the database and back. */
import { halfWidth, upperAscii } from './half-width.ts';

export type Fen = number;

/** ¥999,999,999,999.99, far inside the whole numbers a JavaScript number holds exactly. */
export const LARGEST_FEN: Fen = 99_999_999_999_999;

export type MoneyFault =
  | 'money-empty'
  | 'money-not-a-number'
  | 'money-negative'
  | 'money-misplaced-comma'
  | 'money-smaller-than-a-fen'
  | 'money-too-large';

export type MoneyReading = { readonly fen: Fen } | { readonly fault: MoneyFault };

const WHOLE = /^(?:\d+|\d{1,3}(?:,\d{3})+)$/;
const SCALES: Readonly<Record<string, bigint>> = { 百: 100n, 千: 1000n, 万: 10_000n, 亿: 100_000_000n };

const stripSigns = (input: string): string =>
  upperAscii(halfWidth(input).replaceAll('￥', '¥').replace(/\s/g, ''))
    .replace(/^(?:RMB|CNY|人民币)/, '')
    .replace(/^¥/, '')
    .replace(/(?:RMB|CNY|整|正)$/, '')
    .replace(/(?:块钱|人民币)$/, '元');

/** `12.5` with scale 1 万 → 12500000 fen; the decimals beyond a fen must be zeros. */
const scaled = (number: string, scale: bigint): bigint | MoneyFault => {
  const [whole = '', decimals = ''] = number.split('.');
  if (whole.includes(',') && !WHOLE.test(whole)) return 'money-misplaced-comma';
  if (!WHOLE.test(whole) || !/^\d*$/.test(decimals) || number.split('.').length > 2) return 'money-not-a-number';
  if (number.endsWith('.')) return 'money-not-a-number';
  const units = BigInt(whole.replaceAll(',', '') + decimals) * scale * 100n;
  const divisor = 10n ** BigInt(decimals.length);
  return units % divisor === 0n ? units / divisor : 'money-smaller-than-a-fen';
};

const small = (digits: string | undefined, fen: bigint): bigint => (digits === undefined ? 0n : BigInt(digits) * fen);

const readUnsigned = (text: string): bigint | MoneyFault => {
  if (text.length > 40) return 'money-too-large';
  const parts = /^([\d.,]+)(百|千|万|亿)?(?:[元块圆](?:(\d)角)?(?:零?(\d)分)?)?$/.exec(text);
  if (!parts) return 'money-not-a-number';
  const yuan = scaled(parts[1] ?? '', SCALES[parts[2] ?? ''] ?? 1n);
  if (typeof yuan === 'string') return yuan;
  const coins = small(parts[3], 10n) + small(parts[4], 1n);
  // `12.5元3角` says two different things about the same digit.
  if (coins > 0n && parts[1]?.includes('.')) return 'money-not-a-number';
  return yuan + coins;
};

/** Reads what a person types: `1280`, `¥1,280.00`, `１２８０元`, `1.28万元`, `12元5角`. */
export const readMoney = (input: string): MoneyReading => {
  const text = stripSigns(input);
  if (text === '' || text === '元') return { fault: 'money-empty' };
  const unsigned = text.replace(/^[-\u2212\u2013]/, '');
  const fen = readUnsigned(unsigned.replace(/^¥/, ''));
  if (typeof fen === 'string') return { fault: fen };
  if (unsigned !== text && fen > 0n) return { fault: 'money-negative' };
  if (fen > BigInt(LARGEST_FEN)) return { fault: 'money-too-large' };
  return { fen: Number(fen) };
};

const grouped = (digits: string): string => digits.replace(/\B(?=(\d{3})+$)/g, ',');

/** `1280.00`: for form fields and exports. @throws RangeError for anything but a safe integer */
export const yuanText = (fen: Fen): string => {
  if (!Number.isSafeInteger(fen)) throw new RangeError('an amount of money must be a whole number of fen');
  const digits = String(Math.abs(fen)).padStart(3, '0');
  return `${fen < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
};

/** `¥1,280.00`: for reading. @throws RangeError for anything but a safe integer */
export const moneyText = (fen: Fen): string => {
  const [whole = '', decimals = ''] = yuanText(Math.abs(fen)).split('.');
  return `${fen < 0 ? '-' : ''}¥${grouped(whole)}.${decimals}`;
};
