/** A field of a protobuf message: a number, or bytes. */
export type Field = { number: number; value: number | Buffer };

/** The fields of a message, in order; those of fixed width are skipped. Throws `RangeError` on a cut message. */
export function* readFields(message: Buffer): Generator<Field, void, void> {
  let at = 0;
  const varint = () => {
    let value = 0;
    for (let factor = 1; ; factor *= 128) {
      const byte = message.readUInt8(at);
      at += 1;
      value += (byte & 127) * factor;
      if (byte < 128) return value;
    }
  };
  while (at < message.length) {
    const tag = varint();
    const number = Math.floor(tag / 8);
    const wire = tag % 8;
    if (wire === 0) yield { number, value: varint() };
    else if (wire === 2) {
      const length = varint();
      if (at + length > message.length) throw new RangeError('The message was cut.');
      yield { number, value: message.subarray(at, at + length) };
      at += length;
    } else if (wire === 1 || wire === 5) at += wire === 1 ? 8 : 4;
    else throw new RangeError('Not a protobuf message.');
  }
}

/** Writes one message; texts and bytes with their length, numbers as varints. Zero and empty are left out. */
export function writeFields(fields: readonly [number: number, value: number | string | Buffer][]): Buffer {
  const parts = fields.flatMap(([number, value]) => {
    if (typeof value === 'number') return value === 0 ? [] : [writeVarint(number * 8), writeVarint(value)];
    const bytes = Buffer.from(value as string);
    return bytes.length === 0 ? [] : [writeVarint(number * 8 + 2), writeVarint(bytes.length), bytes];
  });
  return Buffer.concat(parts);
}

function writeVarint(value: number): Buffer {
  const bytes: number[] = [];
  let left = value;
  for (; left > 127; left = Math.floor(left / 128)) bytes.push((left % 128) + 128);
  return Buffer.from([...bytes, left]);
}
