import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert } from 'antd';
import type { OwedRow, PrintMade } from '#modules/complaints/post-tray/contract.ts';
import { write } from '../../kit/api.ts';
import { useTexts } from '../../kit/texts.ts';
import { LeftOut } from './left-out.tsx';
import { letterOf } from './letters.ts';
import { PrintDrawer, type PrintWish } from './print-drawer.tsx';

type PrintProps = { readonly rows: readonly OwedRow[]; readonly onClose: () => void };

/** The reason is given once for all; what was printed before is asked about, not printed silently again. */
export const PrintLetters = ({ rows, onClose }: PrintProps) => {
  const t = useTexts();
  const questions = useQueryClient();
  const before = rows.filter((row) => row.printedAt !== null).length;
  const print = useMutation({
    mutationFn: (asked: PrintWish) => write<PrintMade>('/papers/letters', { letters: rows.map(letterOf), ...asked }),
    onSuccess: () => void questions.invalidateQueries({ queryKey: ['papers', 'owed'] }),
  });
  return (
    <PrintDrawer
      count={rows.length}
      asking={print}
      again={before === 0 ? undefined : t('desk:owed.againDo', { count: before })}
      leftOut={({ left }) => <LeftOut left={left} />}
      onClose={onClose}
    >
      {before > 0 && <Alert type="warning" showIcon title={t('desk:owed.printedBefore', { count: before })} />}
    </PrintDrawer>
  );
};
