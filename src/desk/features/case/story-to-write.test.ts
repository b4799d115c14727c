import assert from 'node:assert/strict';
import { test } from 'node:test';
import { actForms } from './act-forms.ts';
import { visibleFields } from './act-values.ts';
import { sourceOfStory, toHear } from './story-to-write.ts';

const recording = { purpose: 'telling', mediaType: 'audio/wav', by: 'complainant', name: '口述.wav' } as const;
const photo = { purpose: 'evidence', mediaType: 'image/png', by: 'complainant', name: '小票.png' } as const;
const theirs = { ...photo, by: 'respondent', name: '答复.png' } as const;

const shown = (story: 'left' | 'written' | undefined) => {
  const acts = [{ act: 'complete-particulars', ...(story === undefined ? {} : { story }) }];
  const view = { parties: [], acts } as unknown as Parameters<typeof visibleFields>[2];
  return { view, fields: visibleFields(actForms['complete-particulars'], {}, view) };
};

test('a story left to a recording is what the form asks first and as nothing to be left out, with its source', () => {
  const { view, fields } = shown('left');
  assert.deepEqual(
    fields.slice(0, 3).map(({ name }) => name),
    ['facts', 'note', 'respondent'],
  );
  assert.equal(fields[0]?.asked?.(view, {}), true);
  const written = shown('written');
  assert.equal(written.fields[0]?.name, 'respondent');
  assert.equal(written.fields.find(({ name }) => name === 'facts')?.asked?.(written.view, {}), false);
});

test('beside it lie the recordings, or without one the photos of the complainant, and their names are the source', () => {
  const left = { story: 'left' } as const;
  assert.deepEqual(toHear(left, [photo, recording, theirs]), [recording]);
  assert.deepEqual(toHear(left, [photo, theirs]), [photo]);
  assert.deepEqual(toHear({}, [recording]), []);
  assert.deepEqual(sourceOfStory(left, [photo, recording]), { note: '口述.wav' });
  assert.deepEqual(sourceOfStory({ story: 'written' }, [recording]), {});
});
