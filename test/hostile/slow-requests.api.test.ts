import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { buildApp } from '#app/build-app.ts';
import { actorOfAnswerCode } from '#modules/complaints/facade.ts';
import { readConfig } from '#platform/config.ts';
import { usualRate } from '#platform/http/guard.ts';
import { openWorld, type World } from '#test/world.ts';

let world: World;
before(async () => {
  world = await openWorld();
});
after(() => world.close());

const { burst } = usualRate.costly;

/** How many of so many sign-ins in a row were let through to the hashing, from what is written in the header. */
const letThrough = async (trustProxy: string | undefined, forwardedFor: (n: number) => string): Promise<number> => {
  const context = { ...world.context, demo: true, refreshLaw: () => Promise.resolve() };
  const app = await buildApp({ context, ...(trustProxy === undefined ? {} : { trustProxy }) });
  try {
    const answers = await Promise.all(
      Array.from({ length: burst + 20 }, (_, n) =>
        app.inject({ method: 'POST', url: '/account/staff', headers: { 'x-forwarded-for': forwardedFor(n) } }),
      ),
    );
    return answers.filter(({ statusCode }) => statusCode !== 429).length;
  } finally {
    await app.close();
  }
};

test('what is slow on purpose may be asked for only so often, whatever address the sender writes', async () => {
  const { trustedProxies } = readConfig({ FANGXIN_TRUST_PROXY: '1' });
  const few = (let_: number) => let_ >= burst && let_ < burst + 10;
  assert.ok(
    few(await letThrough(undefined, (n) => `198.51.100.${n}`)),
    'without a proxy the header counts for nothing',
  );
  assert.ok(few(await letThrough(trustedProxies, (n) => `198.51.100.${n}, 203.0.113.9`)), 'a forged first address');
  assert.ok(few(await letThrough(trustedProxies, (n) => `2001:db8:1:2::${n}`)), 'addresses of one subscriber');
  assert.equal(await letThrough(trustedProxies, (n) => `203.0.113.${n}`), burst + 20);
  assert.equal(readConfig({}).trustedProxies, undefined);
  assert.equal(readConfig({ FANGXIN_TRUST_PROXY: '10.0.0.5,10.1.0.0/24' }).trustedProxies, '10.0.0.5,10.1.0.0/24');
});

test('a hundred guesses of an answer code at once are still ten', async () => {
  const guesses = await Promise.all(
    Array.from({ length: 40 }, (_, n) =>
      actorOfAnswerCode(world.context, `AAAAA-AAA${22 + (n % 70)}`, `2001:db8:7:7::${n}`),
    ),
  );
  const codes = guesses.map((one) => ('refusal' in one ? one.refusal : 'opened'));
  assert.equal(codes.filter((code) => code === 'answer-code-wrong').length, 10);
  assert.equal(codes.filter((code) => code === 'too-many-answer-codes').length, 30);
});
