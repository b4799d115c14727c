import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { seedHistoryPeople } from '#db/seed/history-people.ts';
import { historyWords } from '#db/seed/history-words.ts';
import { demoOperators } from '#db/seed/operators.ts';
import { generateHistory } from '#modules/complaints/facade.ts';
import { now } from '#platform/clock.ts';
import { nobody, openDatabase } from '#platform/db.ts';
import { appRole, urlForRole } from '#platform/postgres/roles.ts';
import { codeOf, StartFailure } from '#platform/postgres/start-failure.ts';
import { openContext } from '../open-context.ts';
import type { Run } from '../say.ts';
import { withInstance } from '../with-instance.ts';

const MOST_CASES = 10_000_000;
const DAY = 86_400_000;

/** `fangxin generate --cases N --seed S`: gives a demo a lifelike past. */
export const run: Run = async (argv, out) => {
  const { values } = parseArgs({
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
  return await withInstance(async (instance) => {
    if (instance.kind !== 'demo') throw new StartFailure('generate-in-production');
    const { ownerUrl, config } = instance;
    const context = await openContext({
      appUrl: urlForRole(ownerUrl, appRole),
      instance,
      publicUrl: config.publicUrl,
      env: process.env,
      filesDirectory: join(config.varDirectory, 'files'),
      connections: 2,
    });
    const owner = openDatabase({ url: ownerUrl, connections: 1 });
    try {
      const officials = await owner.transact({ ...nobody, account: 'system:seed' }, seedHistoryPeople);
      const until = now();
      const made = await generateHistory(context, ownerUrl, {
        cases,
        seed: values.seed,
        from: new Date(until.getTime() - days * DAY),
        until,
        people: { officials, operators: demoOperators.map((operator) => operator.id) },
        words: historyWords,
        onProgress: (done) => {
          if (done % 10_000 === 0) out.note(out.say('verify:generate.progress', { done, cases }));
        },
      });
      const { rows, seconds } = made;
      const rate = Math.round(cases / seconds);
      out.print(out.say('verify:generate.done', { cases, rows, seconds: seconds.toFixed(1), rate }));
      return 0;
    } catch (error) {
      if (codeOf(error) === '23505') throw new StartFailure('generated-before', { seed: values.seed });
      throw error;
    } finally {
      await owner.close();
      await context.database.close();
    }
  });
};

const wholeNumber = (text: string, most: number): number | undefined => {
  const number = Number(text);
  return Number.isInteger(number) && number >= 1 && number <= most ? number : undefined;
};
