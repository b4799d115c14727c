export type JsonPiece = { readonly line: number; readonly raw: string };

/**
 * The objects of a JSON list one by one as text, however long the list: only one of them is held at a time. What is
 * wrong inside an object is for its own parsing to find.
 */
export async function* topLevelObjects(chunks: AsyncIterable<unknown>, longest: number): AsyncIterable<JsonPiece> {
  let depth = 0;
  let isInText = false;
  let isEscaped = false;
  let line = 1;
  let begun = 1;
  let piece = '';
  for await (const chunk of chunks) {
    for (const char of String(chunk)) {
      if (char === '\n') line += 1;
      if (depth === 0) {
        if (char !== '{') continue;
        begun = line;
      }
      if (piece.length <= longest) piece += char;
      if (isEscaped) isEscaped = false;
      else if (isInText) {
        if (char === '\\') isEscaped = true;
        else if (char === '"') isInText = false;
      } else if (char === '"') isInText = true;
      else if (char === '{') depth += 1;
      else if (char === '}') {
        depth -= 1;
        if (depth > 0) continue;
        yield { line: begun, raw: piece };
        piece = '';
      }
    }
  }
  // Cut off in the middle: what there is of the last one is told as malformed.
  if (piece !== '') yield { line: begun, raw: piece };
}
