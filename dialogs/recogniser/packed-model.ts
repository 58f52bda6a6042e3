/** The model as it is kept in the repository: weights in one byte each, compressed, as text. */
import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';
import { buckets } from './features';
import { learnedIntents } from './intents';

export type PackedModel = {
  /** What one step of a byte weighs. */
  readonly step: number;
  /** The intents in the order of the weights. */
  readonly intents: readonly string[];
  /** Base64 of the compressed bytes, cut into lines. */
  readonly weights: readonly string[];
};

export type Weights = { readonly step: number; readonly bytes: Int8Array };

const lineLength = 100;
/** Weights beyond it are rare, and cutting them leaves more steps for the others. */
const cut = 0.9995;

export function quantise(weights: Float64Array): Weights {
  const sizes = Float64Array.from(weights, Math.abs)
    .filter((size) => size > 0)
    .sort();
  const largest = sizes[Math.floor((sizes.length - 1) * cut)] ?? 1;
  // Few steps compress well, and more of them change no figure of the evaluation.
  const step = Number((largest / 31).toPrecision(6));
  return {
    step,
    bytes: Int8Array.from(weights, (weight) => Math.max(-127, Math.min(127, Math.round(weight / step)))),
  };
}

export function pack({ step, bytes }: Weights): PackedModel {
  const compressed = brotliCompressSync(new Uint8Array(bytes.buffer), {
    params: { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_LGWIN]: 22 },
  }).toString('base64');
  const lines = compressed.match(new RegExp(`.{1,${lineLength}}`, 'g')) ?? [];
  return { step, intents: learnedIntents, weights: lines };
}

/** @throws TypeError when the model is not one of this program: then it must be trained anew. */
export function unpack(model: PackedModel): Weights {
  const compressed = Buffer.from(model.weights.join(''), 'base64');
  const bytes = Int8Array.from(
    compressed.length === 0 ? [] : new Int8Array(brotliDecompressSync(compressed)),
  );
  if (bytes.length !== buckets * learnedIntents.length || model.intents.join() !== learnedIntents.join())
    throw new TypeError(
      'the model in dialogs/recogniser/model.json is not up to date: npm run evaluate -- --train',
    );
  return { step: model.step, bytes };
}
