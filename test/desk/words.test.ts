import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { actForms } from '#desk/features/case/act-forms.ts';
import type { Translate } from '#kernel/translate.ts';
import { actNames } from '#modules/complaints/contract.ts';
import { paperCodes } from '#modules/complaints/papers.ts';
import { permits } from '#modules/complaints/permits.ts';
import { phases } from '#modules/complaints/vocabulary.ts';
import { localeFiles, textsFor } from '#platform/texts.ts';

const source = fileURLToPath(new URL('../../src/', import.meta.url));
const filesBelow = (folder: string, fits: RegExp): string[] =>
  readdirSync(join(source, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && fits.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
const textOf = (file: string): string => readFileSync(file, 'utf8');
const allMatches = (text: string, shape: RegExp): string[] => [...text.matchAll(shape)].map((one) => one[1] ?? '');

const languages: readonly Translate[] = [textsFor('zh-CN', 'show-key'), textsFor('en', 'show-key')];
const missingIn = (t: Translate, keys: readonly string[]): string[] =>
  keys.filter((key) => t(key, { count: 2 }) === key);
/** As the desk looks them up: in the namespace named, else among complaints. */
const textsIn = (texts: string): string => (texts.includes(':') ? texts : `complaint:${texts}`);
const namespaces = [...new Set(localeFiles().map((file) => file.namespace))];

it('nothing is emptied by a button that the component library names', () => {
  const uses = filesBelow('desk', /\.tsx$/).flatMap((file) => allMatches(textOf(file), /\ballowClear([^\n]{0,3})/g));
  assert.ok(uses.length > 20, `${uses.length} found`);
  assert.deepEqual(
    uses.filter((after) => !/^(?:=\{|: c)/u.test(after)),
    [],
  );
});

for (const t of languages) {
  describe(`words of complaints and of the desk (${t.language})`, () => {
    const complete = (keys: readonly string[]) => assert.deepEqual(missingIn(t, keys), []);

    it('every state, act and event has its words', () => {
      complete(phases.flatMap((phase) => [`complaint:phase.${phase}`, `complaint:now.${phase}`]));
      complete(actNames.flatMap((act) => [`complaint:act.${act}`, `complaint:does.${act}`]));
      const events = allMatches(textOf(join(source, 'modules/complaints/complaint.ts')), /Act<\s*'([A-Z][A-Za-z]+)'/g);
      assert.ok(events.length > 30, `${events.length} events found`);
      complete(events.map((event) => `complaint:event.${event}`));
    });

    it('every act that binds says what follows', () => {
      const binding = permits.filter((permit) => permit.binding === true).map((permit) => permit.act);
      complete(binding.map((act) => `complaint:consequence.${act}`));
    });

    it('every field, hint and choice of an act has its words', () => {
      const fields = Object.values(actForms).flat();
      complete(fields.map((field) => `complaint:field.${field.label}`));
      complete(fields.flatMap((field) => (field.hint === undefined ? [] : [`complaint:hint.${field.hint}`])));
      complete(
        fields.flatMap(({ choices }) =>
          (choices?.values ?? []).map((value) => `${textsIn(choices?.texts ?? '')}.${value}`),
        ),
      );
    });

    it('every paper has its title', () => complete(paperCodes.map((code) => `complaint:paper.${code}`)));

    it('every refusal of the complaints module is a sentence in some locale file', () => {
      const files = filesBelow('modules/complaints', /^(?!.*\.test\.).*\.ts$/);
      const codes = new Set(files.flatMap((file) => allMatches(textOf(file), /refuse\(\s*'([a-z0-9-]+)'/g)));
      assert.ok(codes.size > 40, `${codes.size} refusals found`);
      const unsaid = [...codes].filter((code) =>
        namespaces.every((namespace) => missingIn(t, [`${namespace}:refusals.${code}`]).length > 0),
      );
      assert.deepEqual(unsaid, []);
    });

    it('every key the desk names exists', () => {
      const files = filesBelow('desk', /^(?!.*\.test\.).*\.tsx?$/);
      const keys = new Set(
        files.flatMap((file) => allMatches(textOf(file), /'((?:desk|complaint|law):[A-Za-z0-9.-]+)'/g)),
      );
      assert.ok(keys.size > 200, `${keys.size} keys found`);
      // A folder of texts is named where its values are chosen, which the tests of those complete.
      const folders = ['complaint:role', 'desk:reports.field', 'law:consumer-dispute-factor'];
      complete([...keys].filter((key) => !folders.includes(key)));
    });
  });
}
