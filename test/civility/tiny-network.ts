/** Writes a whole ONNX file by hand: a network of one table, so that tests need no trained model and know every answer. */

/** Numbers of the fields and types of ONNX's protobuf (onnx.proto, version 8) that are written here. */
const IR_VERSION = 8
const OPSET = 13
const FLOAT = 1
const INT64 = 7
const ATTRIBUTE_INT = 2

/** Row by piece, column by head: what each piece adds to each head's logit. */
export type PieceWeights = readonly (readonly number[])[]

/**
 * The logit of a head is the sum of its column over the pieces that the mask lets through: padding that is not masked,
 * or a mask that is not applied, changes it.
 */
export function tinyNetwork(weights: PieceWeights): Uint8Array {
  const heads = weights[0]?.length ?? 0
  const table = new Float32Array(weights.flat())
  const graph = message([
    bytes(1, node('Gather', ['table', 'input_ids', 'rows'])),
    bytes(1, node('Cast', ['attention_mask', 'mask'], ['to', FLOAT])),
    bytes(1, node('Unsqueeze', ['mask', 'last', 'column'])),
    bytes(1, node('Mul', ['rows', 'column', 'kept'])),
    bytes(1, node('ReduceSum', ['kept', 'middle', 'logits'], ['keepdims', 0])),
    text(2, 'tiny'),
    bytes(5, tensor('table', { kind: FLOAT, shape: [weights.length, heads], raw: table.buffer })),
    bytes(5, tensor('last', { kind: INT64, shape: [1], raw: BigInt64Array.of(2n).buffer })),
    bytes(5, tensor('middle', { kind: INT64, shape: [1], raw: BigInt64Array.of(1n).buffer })),
    ...['input_ids', 'attention_mask', 'token_type_ids'].map((name) =>
      bytes(11, value(name, INT64, ['batch', 'sequence'])),
    ),
    bytes(12, value('logits', FLOAT, ['batch', heads])),
  ])
  return message([number(1, IR_VERSION), bytes(7, graph), bytes(8, message([text(1, ''), number(2, OPSET)]))])
}

/** The last of `wires` is what comes out. */
function node(kind: string, wires: readonly string[], attribute?: readonly [string, number]): Uint8Array {
  const set =
    attribute === undefined
      ? []
      : [bytes(5, message([text(1, attribute[0]), number(3, attribute[1]), number(20, ATTRIBUTE_INT)]))]
  return message([
    ...wires.slice(0, -1).map((name) => text(1, name)),
    text(2, wires.at(-1) ?? ''),
    text(4, kind),
    ...set,
  ])
}

interface TensorContent {
  readonly kind: number
  readonly shape: readonly number[]
  readonly raw: ArrayBufferLike
}

function tensor(name: string, { kind, shape, raw }: TensorContent): Uint8Array {
  const sizes = shape.map((size) => number(1, size))
  return message([...sizes, number(2, kind), text(8, name), bytes(9, new Uint8Array(raw))])
}

/** What goes in or out: its type and shape; sizes that vary have a name. */
function value(name: string, kind: number, shape: readonly (string | number)[]): Uint8Array {
  const dimensions = shape.map((size) =>
    bytes(1, message([typeof size === 'string' ? text(2, size) : number(1, size)])),
  )
  const typed = message([number(1, kind), bytes(2, message(dimensions))])
  return message([text(1, name), bytes(2, message([bytes(1, typed)]))])
}

function message(fields: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(fields))
}

function number(field: number, content: number): Uint8Array {
  return Uint8Array.of(...varint(field * 8), ...varint(content))
}

function bytes(field: number, content: Uint8Array): Uint8Array {
  return message([Uint8Array.of(...varint(field * 8 + 2), ...varint(content.length)), content])
}

function text(field: number, content: string): Uint8Array {
  return bytes(field, new TextEncoder().encode(content))
}

/** Seven bits a byte, the lowest first, the eighth bit where more follow. */
function varint(content: number): number[] {
  const rest = Math.floor(content / 128)
  return rest === 0 ? [content] : [(content % 128) + 128, ...varint(rest)]
}
