import assert from 'node:assert/strict';
import { test } from 'node:test';
import { textsFor } from '#platform/texts.ts';
import { paperOf } from '../paper-data.ts';
import type { PaperOrder } from '../paper-orders.ts';
import { at, desk, details, orderOf } from './fixtures.ts';

const saidIn = (blocks: unknown): string => JSON.stringify(blocks).replaceAll(/[{}"]|value|:|,/gu, '');

test('form 7 asks the respondent for its licence, and nobody else', () => {
  const order = {
    ...orderOf('form-7'),
    details: { ...details['form-7'], materials: ['licence', 'goods'] },
  } as unknown as PaperOrder;
  const [toComplainant, toRespondent] = (['complainant', 'respondent'] as const).map((side) => {
    const paper = paperOf(order, desk, { ...at, to: [side] }, textsFor('en'));
    return saidIn([...paper.blocks, ...(paper.readingAid?.blocks ?? [])]);
  });
  assert.match(
    toRespondent ?? '',
    /1\. 身份证明材料；2\. 营业执照复印件；3\. 争议商品实物.*A copy of the business licence/u,
  );
  assert.match(toComplainant ?? '', /1\. 身份证明材料；2\. 争议商品实物/u);
  assert.doesNotMatch(toComplainant ?? '', /执照|licence/u);
});
