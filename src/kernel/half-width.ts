/** Full-width ASCII (`！`…`～`) and the ideographic space as their half-width counterparts; everything else unchanged. */
export const halfWidth = (text: string): string =>
  text.replace(/[\uff01-\uff5e\u3000]/g, (character) =>
    character === '\u3000' ? ' ' : String.fromCharCode(character.charCodeAt(0) - 0xfee0),
  );

/** Upper-case for a–z only: `ß` or `ı` must not turn into letters of a code. */
export const upperAscii = (text: string): string =>
  text.replace(/[a-z]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) - 32));
