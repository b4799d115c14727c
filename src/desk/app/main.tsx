import '../kit/desk.css';
import '../kit/tables.css';
import '../kit/clock-box.css';
import '../kit/fields/fields.css';
import { createRoot } from 'react-dom/client';
import { applyTokens, giveStylesTheNonce, styleNonce } from '../kit/apply-tokens.ts';
import { languageOfPage, rememberedLanguage, startTexts } from '../kit/texts.ts';
import { Desk } from './desk.tsx';

const start = async (): Promise<void> => {
  applyTokens(document.documentElement);
  const nonce = styleNonce();
  if (nonce !== undefined) giveStylesTheNonce(nonce);
  await startTexts(rememberedLanguage() ?? languageOfPage());
  const place = document.getElementById('desk');
  if (place === null) throw new Error('the page has no place for the desk');
  createRoot(place).render(<Desk />);
};

void start();
