import { seedHistoryPeople } from '#db/seed/history-people.ts';
import { now } from '#platform/clock.ts';
import { nobody, openDatabase } from '#platform/db.ts';
import { codeOf, StartFailure } from '#platform/postgres/start-failure.ts';
import { generateHistory } from '../history/generate-history.ts';
import { readArgs } from '../read-args.ts';
import type { Run } from '../say.ts';
import { withInstance } from '../with-instance.ts';

const MOST_CASES = 10_000_000;
const DAY = 86_400_000;

/** `fangxin generate --cases N --seed S`: gives a demo a lifelike past. */
export const run: Run = async (argv, out) => {
  const { values } = readArgs({
    args: [...argv],
    options: {
      cases: { type: 'string', default: '1000' },
      seed: { type: 'string', default: '1' },
      days: { type: 'string', default: '400' },
    },
  });
  const cases = wholeNumber(values.cases, MOST_CASES);
  const days = wholeNumber(values.days, 3_650);
  if (cases === undefined || days === undefined) {
    throw new StartFailure('argument-missing', { usage: out.say('cli:commands.generate.usage') });
  }
  return await withInstance(async ({ kind, ownerUrl }) => {
    if (kind !== 'demo') throw new StartFailure('generate-in-production');
    const owner = openDatabase({ url: ownerUrl, connections: 1 });
    await owner.transact({ ...nobody, account: 'system:seed' }, seedHistoryPeople).finally(() => owner.close());
    const until = now();
    const wish = { cases, seed: values.seed, from: new Date(until.getTime() - days * DAY), until };
    let told = 0;
    const made = await generateHistory(ownerUrl, wish, (done) => {
      if (done - told < 10_000) return;
      told = done;
      out.note(out.say('verify:generate.progress', { done, cases }));
    }).catch((error: unknown) => {
      if (codeOf(error) === '23505') throw new StartFailure('generated-before', { seed: values.seed });
      throw error;
    });
    const { rows, seconds } = made;
    const rate = Math.round(cases / seconds);
    out.print(out.say('verify:generate.done', { cases, rows, seconds: seconds.toFixed(1), rate }));
    return 0;
  });
};

const wholeNumber = (text: string, most: number): number | undefined => {
  const number = Number(text);
  return Number.isInteger(number) && number >= 1 && number <= most ? number : undefined;
};
