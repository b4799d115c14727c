import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Modal } from 'antd';
import { useState } from 'react';
import type { Day } from '#kernel/day.ts';
import { problemOf, read, write } from '../../../kit/api.ts';
import { PlainTable } from '../../../kit/plain-table.tsx';
import { useTexts } from '../../../kit/texts.ts';
import { instantText } from '../../../kit/when.ts';
import { adminKeys } from '../ask.ts';
import { ChangeDrawer } from '../change-drawer.tsx';
import { Part } from '../dated.tsx';

type Token = {
  readonly id: string;
  readonly name: string;
  readonly mayWrite: boolean;
  readonly office: string;
  readonly madeAt: string;
  readonly expiresAt: string;
};

const terms = [1, 7, 30, 90, 366] as const;

/** Scripts that act in one's name; each can be taken back at once. */
export const OwnTokens = ({ today }: { readonly today: Day }) => {
  const t = useTexts();
  const questions = useQueryClient();
  const tokens = useQuery({ queryKey: adminKeys.tokens, queryFn: ({ signal }) => read<Token[]>('/tokens', signal) });
  const [issuing, setIssuing] = useState(false);
  const [issued, setIssued] = useState<string>();
  const revoke = useMutation({
    mutationFn: (id: string) => write(`/tokens/${id}`, {}, { method: 'DELETE' }),
    onSettled: () => questions.invalidateQueries({ queryKey: adminKeys.tokens }),
  });
  return (
    <Part
      wide
      title={t('administration:own.tokens')}
      act={
        <Button size="small" onClick={() => setIssuing(true)}>
          {t('administration:own.issue')}
        </Button>
      }
    >
      <p className="quiet measure">{t('administration:own.tokensHint')}</p>
      {revoke.isError && <Alert type="error" title={problemOf(revoke.error)?.detail ?? t('desk:state.errorText')} />}
      <PlainTable
        label={t('administration:own.tokens')}
        rows={tokens}
        keyOf={(one) => one.id}
        empty={t('administration:own.noTokens')}
        columns={[
          {
            cell: (one) => (
              <>
                {one.name}
                <div className="detail-line">
                  {[t(one.mayWrite ? 'administration:own.mayWrite' : 'administration:own.readsOnly'), one.office].join(
                    ' · ',
                  )}
                </div>
              </>
            ),
          },
          { cell: (one) => t('administration:own.expires', { at: instantText(one.expiresAt, today, t) }) },
        ]}
        acts={(one) => (
          <Button size="small" loading={revoke.isPending} onClick={() => revoke.mutate(one.id)}>
            {t('administration:own.revoke')}
          </Button>
        )}
      />
      {issuing && (
        <ChangeDrawer<{ token: string }>
          title={t('administration:own.issue')}
          consequence={t('administration:own.issueConsequence')}
          act={t('administration:own.issue')}
          said={t('administration:own.issued')}
          initial={{ days: '30' }}
          refresh={[adminKeys.tokens]}
          fields={[
            { kind: 'text', name: 'name', label: t('administration:own.tokenName'), most: 80 },
            {
              kind: 'choice',
              name: 'days',
              label: t('administration:own.term'),
              options: terms.map((days) => ({
                value: String(days),
                label: t('administration:own.days', { count: days }),
              })),
            },
            { kind: 'yes', name: 'mayWrite', label: t('administration:own.mayWrite') },
          ]}
          send={({ name, days, mayWrite }) =>
            write('/tokens', { name, days: Number(days), mayWrite: mayWrite === true })
          }
          onClose={() => setIssuing(false)}
          onDone={({ token }) => {
            setIssuing(false);
            setIssued(token);
          }}
        />
      )}
      <Modal
        open={issued !== undefined}
        width={480}
        title={t('administration:own.token')}
        footer={null}
        mask={{ closable: false }}
        onCancel={() => setIssued(undefined)}
      >
        <p>{t('administration:own.tokenHint')}</p>
        <p className="one-time">{issued}</p>
      </Modal>
    </Part>
  );
};
