import { argon2, timingSafeEqual } from 'node:crypto';
import { type Refusal, refuse } from '#kernel/refusal.ts';
import { randomBytesOf } from '../crypto/random.ts';

/** OWASP Password Storage Cheat Sheet (2024): Argon2id with 19 MiB, 2 passes, 1 lane. */
const cost = { memory: 19_456, passes: 2, parallelism: 1 } as const;
const hashBytes = 32;

const derive = (password: string, salt: Buffer, memory: number, passes: number, parallelism: number): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    const options = { message: Buffer.from(password.normalize('NFKC')), nonce: salt, memory, passes, parallelism };
    argon2('argon2id', { ...options, tagLength: hashBytes }, (error, derived) =>
      error === null ? resolve(derived) : reject(error),
    );
  });

/** The PHC string form, so that other programs can read it and the cost can rise later. */
export const hashPassword = async (password: string): Promise<string> => {
  const salt = randomBytesOf(16);
  const hash = await derive(password, salt, cost.memory, cost.passes, cost.parallelism);
  const text = (bytes: Buffer): string => bytes.toString('base64').replace(/=+$/, '');
  return `$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=${cost.parallelism}$${text(salt)}$${text(hash)}`;
};

const phc = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;

/** Costs the same when there is no such account, so that time does not tell who exists. */
export const passwordFits = async (password: string, stored: string | null): Promise<boolean> => {
  const [, memory, passes, lanes, salt, expected] = phc.exec(stored ?? '') ?? [];
  if (salt === undefined || expected === undefined) {
    await derive(password, randomBytesOf(16), cost.memory, cost.passes, cost.parallelism);
    return false;
  }
  const wanted = Buffer.from(expected, 'base64');
  const got = await derive(password, Buffer.from(salt, 'base64'), Number(memory), Number(passes), Number(lanes));
  return wanted.length === got.length && timingSafeEqual(wanted, got);
};

/** Length before riddles (NIST SP 800-63B): 12 characters, not the login, not one letter over and over. */
export const passwordProblem = (password: string, login: string): Refusal | undefined => {
  const at = { status: 422, field: 'password' } as const;
  const letters = Array.from(password);
  if (letters.length < 12) return refuse('password-too-short', { ...at, params: { least: 12 } });
  if (letters.length > 200) return refuse('password-too-long', { ...at, params: { most: 200 } });
  if (password.toLowerCase().includes(login.toLowerCase())) return refuse('password-holds-login', at);
  const steps = new Set(
    letters.slice(1).map((letter, n) => (letter.codePointAt(0) ?? 0) - (letters[n]?.codePointAt(0) ?? 0)),
  );
  if (new Set(letters).size < 5 || steps.size < 3) return refuse('password-too-plain', at);
  return undefined;
};

/** Five groups of four from an alphabet without look-alikes: 99 bits, readable over the telephone. */
export const oneTimePassword = (): string => {
  const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789x'.slice(0, 32);
  const letters = [...randomBytesOf(20)].map((byte) => alphabet[byte % 32] ?? 'x');
  return [0, 4, 8, 12, 16].map((from) => letters.slice(from, from + 4).join('')).join('-');
};
