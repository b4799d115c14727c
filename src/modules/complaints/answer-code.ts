import { createHmac, pbkdf2 } from 'node:crypto';
import { promisify } from 'node:util';
import type { Actor } from '#kernel/actor.ts';
import { dayOf } from '#kernel/day.ts';
import { type Refusal, refuse } from '#kernel/refusal.ts';
import { now } from '#platform/clock.ts';
import type { Context } from '#platform/context.ts';
import { nobody, type Tx } from '#platform/db.ts';
import { networkOf } from '#platform/http/network.ts';
import { chance } from '#platform/ids.ts';
import { respondentPrincipal } from './respondent-principal.ts';

/** No I, L, O, U, 0, 1: read aloud, typed from paper. */
const alphabet = '23456789ABCDEFGHJKMNPQRSTVWXYZ';
const half = 5;

/** Forty-nine bits of chance, printed in two groups: `H7KM2-Q9XWD`. */
export const newAnswerCode = (): string => {
  const letters: string[] = [];
  while (letters.length < 2 * half) {
    const byte = chance(1)[0] ?? 255;
    // Above this an even share of the bytes ends.
    if (byte < 240) letters.push(alphabet[byte % alphabet.length] ?? '');
  }
  return `${letters.slice(0, half).join('')}-${letters.slice(half).join('')}`;
};

/** A code as people type it: any grouping, any case. */
const tidy = (typed: string): string =>
  typed
    .normalize('NFKC')
    .replace(/[^0-9A-Za-z]/gu, '')
    .toUpperCase();

const stretch = promisify(pbkdf2);

/** Slow on purpose and without a key, so that codes outlive a change of keys and a stolen table tells none. */
export const hashAnswerCode = async (typed: string): Promise<string> =>
  (await stretch(tidy(typed), 'fangxin answer code', 100_000, 32, 'sha256')).toString('hex');

const mostWrong = 10;
const withinMinutes = 60;

/** The operator behind a code: it may see and answer this one case, as long as the code does. */
export type CodeHolder = { readonly actor: Actor; readonly number: string; readonly code: string };

/** @param address network address of the asker; kept an hour as a keyed hash, only to end guessing */
export const actorOfAnswerCode = async (
  context: Context,
  typed: string,
  address: string,
): Promise<CodeHolder | Refusal> => {
  const { database } = context;
  const digest = createHmac('sha256', context.keyring.derived('answer-attempt')).update(networkOf(address)).digest();
  const at = now();
  const since = new Date(at.getTime() - withinMinutes * 60_000);
  // An attempt is written down before it is judged: a hundred guesses at once are still ten.
  const wrongSoFar = await database.transact(nobody, async (tx) => {
    await tx.run('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`answer-code:${digest.toString('hex')}`]);
    const wrong = await wrongAttempts(tx, digest, since);
    if (wrong < mostWrong)
      await tx.run('insert into answer_attempt (address_digest, at) values ($1, $2)', [digest, at]);
    return wrong;
  });
  if (wrongSoFar >= mostWrong) {
    return refuse('too-many-answer-codes', {
      status: 429,
      params: { minutes: withinMinutes, seconds: 60 * withinMinutes },
    });
  }
  const code = tidy(typed).length === 2 * half ? await hashAnswerCode(typed) : undefined;
  return await database.transact(nobody, async (tx) => {
    const found = code === undefined ? undefined : await caseOfCode(tx, code);
    if (code === undefined || found === undefined) {
      await tx.run('delete from answer_attempt where at < $1', [since]);
      return refuse('answer-code-wrong', { status: 422, field: 'code' });
    }
    await tx.run('delete from answer_attempt where address_digest = $1 and at = $2', [digest, at]);
    if (found.expires_on < dayOf(at)) return refuse('answer-code-expired', { status: 410, field: 'code' });
    return { actor: respondentActor(found.number), number: found.number, code };
  });
};

const caseOfCode = (tx: Tx, code: string): Promise<{ number: string; expires_on: string } | undefined> =>
  tx.maybe('select number, expires_on from case_of_answer_code($1)', [code]);

/** Whether the code typed before still opens this case: it may have run out or been ended since. */
export const isCodeOpen = async (tx: Tx, code: string, number: string): Promise<boolean> => {
  const found = await caseOfCode(tx, code);
  return found?.number === number && found.expires_on >= dayOf(now());
};

const wrongAttempts = async (tx: Tx, digest: Buffer, since: Date): Promise<number> =>
  (
    await tx.one<{ n: number }>('select count(*)::int as n from answer_attempt where address_digest = $1 and at > $2', [
      digest,
      since,
    ])
  ).n;

/** Also for the pages after the first: the code was checked, its case is named in the sealed note of the browser. */
export const respondentActor = (number: string): Actor => {
  const principal = respondentPrincipal(number);
  return { kind: 'operator', account: principal, roles: [], tenants: [], bureaus: [], principals: [principal] };
};
