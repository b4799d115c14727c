import type { FastifyInstance } from 'fastify';
import { ownName } from '#kernel/paper-name.ts';
import { proofCodesIn } from '#kernel/proof-code.ts';
import { paperProof } from '#modules/complaints/facade.ts';
import { nobody } from '#platform/db.ts';
import { formReader } from '#site/kit/form-reader.ts';
import { paths } from '#site/kit/paths.ts';
import { rawForm, type SiteKit, valuesOf, visitOf } from '#site/visit/visit.ts';
import { proofEntryPage, proofPage } from './proof.page.ts';

/** What the QR code of a paper opens: that it is genuine and what its hash is, nothing personal. */
export const proofRoutes =
  (kit: SiteKit) =>
  async (app: FastifyInstance): Promise<void> => {
    app.get(paths.proof, (request, reply) => {
      const visit = visitOf(kit, request, reply);
      return visit.show(proofEntryPage({ shell: visit.shell, form: visit.form() }, visit.t));
    });

    app.post(paths.proof, (request, reply) => {
      const visit = visitOf(kit, request, reply);
      const raw = rawForm(request);
      const read = formReader(raw);
      const [code = ''] = proofCodesIn(read.requiredText('code', 'proof:fault.code', 200));
      const done = read.done({ code });
      if ('faults' in done)
        return visit.show(
          proofEntryPage({ shell: visit.shell, form: visit.form(valuesOf(raw), done.faults) }, visit.t),
          422,
        );
      return visit.to(paths.proofOf(code));
    });

    app.get('/proof/:code', async (request, reply) => {
      const visit = visitOf(kit, request, reply);
      const { code } = request.params as { code: string };
      const paper = await kit.context.database.transact(nobody, async (tx) => {
        for (const one of proofCodesIn(code)) {
          const found = await paperProof(tx, one);
          if (found !== undefined) return found;
        }
        return undefined;
      });
      const shown =
        paper === undefined
          ? {}
          : {
              paper: {
                title: ownName(paper, visit.t) ?? visit.t(`papers:${paper.code}.title`),
                ...(paper.number === null ? {} : { number: paper.number }),
                bureau: paper.authority,
                madeOn: paper.madeOn,
                ...(paper.pdfHash === null ? {} : { fileHash: paper.pdfHash }),
                ...(paper.scanHash === null ? {} : { scanHash: paper.scanHash }),
                dataHash: paper.dataHash,
                standing:
                  paper.standing === 'valid'
                    ? ('in-force' as const)
                    : paper.standing === 'annulled'
                      ? ('annulled' as const)
                      : paper.code === 'form-1'
                        ? ('replaced' as const)
                        : ('corrected' as const),
              },
            };
      return visit.show(proofPage({ shell: visit.shell, code, ...shown }, visit.t), paper === undefined ? 404 : 200);
    });
  };
