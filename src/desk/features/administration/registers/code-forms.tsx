import type { Day } from '#kernel/day.ts';
import type { CodeTable } from '#modules/directory/register-contract.ts';
import { write } from '../../../kit/api.ts';
import { useTexts } from '../../../kit/texts.ts';
import { adminKeys } from '../ask.ts';
import { ChangeDrawer } from '../change-drawer.tsx';

type Item = CodeTable['items'][number];
const refresh = [adminKeys.codes, ['codes']] as const;

type AddProps = {
  readonly table: CodeTable;
  readonly parent: Item;
  readonly tables: readonly CodeTable[];
  readonly today: Day;
  readonly onClose: () => void;
};

/** Tables of the same kind in other systems: `object-12315` and `object-cca`. */
const sisters = (table: CodeTable, tables: readonly CodeTable[]): CodeTable[] => {
  const kind = table.id.split('-')[0];
  return tables.filter((one) => one.id !== table.id && one.id.split('-')[0] === kind);
};

export const AddCodeItem = ({ table, parent, tables, today, onClose }: AddProps) => {
  const t = useTexts();
  const titleOf = (one: { titleZh: string; titleEn: string }) => (t.language === 'en' ? one.titleEn : one.titleZh);
  const others = sisters(table, tables);
  const mapsOf = (values: Readonly<Record<string, unknown>>) =>
    others.flatMap((one) => {
      const code = values[`map-${one.id}`];
      return typeof code === 'string' ? [{ system: one.id, code }] : [];
    });
  return (
    <ChangeDrawer
      title={t('administration:codes.addBelowOf', { parent: titleOf(parent) })}
      consequence={t('administration:codes.addConsequence')}
      act={t('administration:codes.addBelow')}
      said={t('administration:saved')}
      initial={{ from: today }}
      refresh={refresh}
      fields={[
        { kind: 'text', name: 'titleZh', label: t('administration:codes.titleZh'), most: 40 },
        { kind: 'text', name: 'titleEn', label: t('administration:codes.titleEn'), most: 80 },
        {
          kind: 'text',
          name: 'word',
          label: t('administration:units.code'),
          hint: t('administration:codes.wordHint'),
          before: `${parent.code}.`,
          pattern: /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/,
          most: 32,
        },
        ...others.map((one) => ({
          kind: 'choice' as const,
          name: `map-${one.id}`,
          label: t('administration:codes.mapTo', { table: titleOf(one) }),
          hint: t('administration:codes.mapHint'),
          optional: true,
          options: one.items.map((item) => ({ value: item.code, label: titleOf(item) })),
        })),
        { kind: 'day' as const, name: 'from', label: t('administration:from'), today },
      ]}
      send={(values, idempotencyKey) => {
        const { titleZh, titleEn, word, from } = values;
        const body = { parent: parent.code, titleZh, titleEn, word, from, maps: mapsOf(values) };
        return write(`/administration/code-tables/${table.id}/items`, body, { idempotencyKey });
      }}
      onClose={onClose}
    />
  );
};

type CloseProps = {
  readonly table: CodeTable;
  readonly item: Item;
  readonly today: Day;
  readonly onClose: () => void;
};

export const CloseCodeItem = ({ table, item, today, onClose }: CloseProps) => {
  const t = useTexts();
  return (
    <ChangeDrawer
      title={t('administration:codes.close')}
      consequence={t('administration:codes.closeConsequence')}
      act={t('administration:end')}
      said={t('administration:saved')}
      refresh={refresh}
      fields={[
        { kind: 'day', name: 'on', label: t('administration:firstDayWithout'), today },
        { kind: 'long', name: 'reason', label: t('administration:reason'), most: 500 },
      ]}
      send={(values) =>
        write(`/administration/code-tables/${table.id}/items/${encodeURIComponent(item.code)}/close`, values)
      }
      onClose={onClose}
    />
  );
};
