import { randomUUID } from 'node:crypto';
import { cast } from '#db/seed/cast.ts';
import type { Send } from '../capture.ts';
import { filing } from '../filings.ts';
import { expectStatus } from '../http-client.ts';
import { againstLimit } from './against-limit.ts';
import type { Bench, Course, Workload } from './workload.ts';

const RATIO = 0.4;
const RATE = 150;

/** The cases of a city lie at several bureaus, each of which numbers its own papers. */
const officers = ['handler', 'handler-other-county'] as const;
const mediators = [cast.mediator.account, cast['handler-other-county'].account] as const;
const bureaus = ['yunqi-linxi', 'yunqi-wangshan'] as const;

export const lifecycleCourse =
  (bench: Bench): Course =>
  async (send, n) => {
    const { tokens } = bench;
    const turn = n % officers.length;
    const officer = officers[turn] ?? 'handler';
    const handler = cast[officer].account;
    const { body, word } = filing(n, `lifecycle ${process.pid}`, bureaus[turn]);
    const filed = expectStatus(
      await send({
        method: 'POST',
        path: '/api/v1/complaints',
        token: tokens.consumer,
        body,
        headers: { 'idempotency-key': randomUUID() },
      }),
      201,
      'file',
    );
    const number = String(filed['number']);
    let version = Number(filed['version']);
    const act = async (name: string, token: string, wish: unknown) => {
      version = await actOn(send, { number, version, name, token, wish });
    };
    await act('assign', tokens[officer], { to: handler });
    await act('accept', tokens[officer], {});
    await act('open-mediation', tokens[officer], {
      mediator: mediators[turn],
      mode: 'phone',
      respondentConsents: true,
    });
    await act('record-agreement', tokens[officer], {
      form: 'mediation-paper',
      performed: false,
      recoveredFen: 100_000,
      terms: '商家七日内原路退还 1000 元，双方再无争议。',
      outcome: [{ kind: 'refund', amountFen: 100_000 }],
    });
    await act('rate', tokens.consumer, { score: 4 });
    const found = await send({
      method: 'GET',
      path: `/api/v1/worklist?open=false&q=${word}`,
      token: tokens[officer],
    });
    expectStatus(found, 200, 'search');
    if (!found.text.includes(number)) throw new Error(`${number} is not found by its word ${word}`);
  };

const actOn = async (
  send: Send,
  {
    number,
    version,
    name,
    token,
    wish,
  }: { number: string; version: number; name: string; token: string; wish: unknown },
): Promise<number> => {
  const answer = await send({
    method: 'POST',
    path: `/api/v1/complaints/${number}/${name}`,
    token,
    body: wish,
    headers: { 'if-match': `"v${version}"`, prefer: 'return=minimal' },
  });
  return Number(expectStatus(answer, 200, name)['version']);
};

export const lifecycleWorkload: Workload = {
  name: 'lifecycle',
  run: async (bench) => {
    const { statements, ...figures } = await againstLimit(bench, lifecycleCourse(bench));
    return [
      {
        workload: 'lifecycle (P2)',
        steps: [
          'filed, at two bureaus in turn',
          'assigned',
          'accepted, with form 5 numbered, composed, sealed',
          "mediation opened, with the respondent's consent",
          'agreement recorded, with form 9 numbered, composed, sealed',
          'rated',
          'found by a word of its facts',
          'notices left to the background worker, which does not run meanwhile',
          `${statements} statements`,
        ],
        ...figures,
        goal: `≥ ${RATIO} × limit and ≥ ${RATE}/s`,
        reached: figures.ratio >= RATIO && figures.measured.perSecond >= RATE,
      },
    ];
  },
};
