import { randomUUID } from 'node:crypto';
import { filing } from '../filings.ts';
import { expectStatus } from '../http-client.ts';
import { againstLimit } from './against-limit.ts';
import type { Bench, Course, Workload } from './workload.ts';

const GOAL = 0.5;

export const filingCourse =
  (bench: Bench): Course =>
  async (send, n) => {
    const answer = await send({
      method: 'POST',
      path: '/api/v1/complaints',
      token: bench.tokens.consumer,
      body: filing(n).body,
      headers: { 'idempotency-key': randomUUID() },
    });
    expectStatus(answer, 201, 'filing');
  };

export const filingWorkload: Workload = {
  name: 'filing',
  run: async (bench) => {
    const { statements, ...figures } = await againstLimit(bench, filingCourse(bench));
    return [
      {
        workload: 'filing (P1)',
        steps: [
          'bearer token looked up',
          'idempotency key claimed and answer stored',
          'body checked by schema',
          'competent bureau, intake centre and standing found',
          'person, phone, id number, address, facts, claim and purchase sealed and committed to',
          'blind indexes of phone and id number',
          'search words cut',
          'clock reckoned by the calendar',
          'event hashed and appended, row, clock, locator, access and audit line written',
          'receipt answered',
          `${statements} statements`,
        ],
        ...figures,
        goal: `≥ ${GOAL} × limit`,
        reached: figures.ratio >= GOAL,
      },
    ];
  },
};
