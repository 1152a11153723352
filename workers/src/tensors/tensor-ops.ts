/**
 * The operations of the network with gradients of their own. The wasm backend has no gradient of a convolution, and is
 * ten times slower at products of transposed matrices than at transposing first: so a convolution is a product over
 * shifted copies, forwards and backwards.
 */
import * as tf from '@tensorflow/tfjs-core';

type Save = (tensors: tf.Tensor[]) => void;

/** tf.customGrad, with its tensors typed: `forward` returns the value and what `backward` needs. */
function operation(
  forward: (inputs: tf.Tensor[]) => { value: tf.Tensor; saved: tf.Tensor[] },
  backward: (slope: tf.Tensor, saved: tf.Tensor[]) => tf.Tensor[],
): (...inputs: tf.Tensor[]) => tf.Tensor {
  return (...inputs) =>
    tf.customGrad((...args: (tf.Tensor | Save)[]) => {
      const save = args[args.length - 1] as Save;
      const { value, saved } = forward(args.slice(0, -1) as tf.Tensor[]);
      save(saved);
      return { value, gradFunc: (slope: tf.Tensor, kept: tf.Tensor[]) => backward(slope, kept) };
    })(...inputs);
}

/** 1 where a rectified value is above zero. Comparing kernels are ten times slower than this. */
function above(value: tf.Tensor): tf.Tensor {
  return tf.clipByValue(tf.mul(value, 1e30), 0, 1);
}

function product(a: tf.Tensor, b: tf.Tensor): tf.Tensor2D {
  return tf.matMul(a as tf.Tensor2D, b as tf.Tensor2D);
}

/** xᵀ · slope, by transposing the narrower of the two. */
function kernelSlope(x: tf.Tensor, slope: tf.Tensor): tf.Tensor {
  const narrow = (x.shape[1] ?? 0) < (slope.shape[1] ?? 0);
  return narrow ? product(tf.transpose(x), slope) : tf.transpose(product(tf.transpose(slope), x));
}

/** Sums of columns. */
function biasSlope(slope: tf.Tensor): tf.Tensor {
  const [rows = 0, columns = 0] = slope.shape;
  return tf.reshape(product(tf.ones([1, rows]), slope), [columns]);
}

function affine(x: tf.Tensor, kernel: tf.Tensor, bias: tf.Tensor, rectified: boolean): tf.Tensor {
  const activation = rectified ? 'relu' : 'linear';
  return tf.fused.matMul({ a: x as tf.Tensor2D, b: kernel as tf.Tensor2D, bias, activation });
}

/** rows × kernel + bias, cut at zero when it is a `rectified` layer. */
export function layer(rows: tf.Tensor, kernel: tf.Tensor, bias: tf.Tensor, rectified: boolean): tf.Tensor {
  return operation(
    ([x, k, b]) => {
      const value = affine(x as tf.Tensor, k as tf.Tensor, b as tf.Tensor, rectified);
      return { value, saved: [x as tf.Tensor, k as tf.Tensor, value] };
    },
    (slope, saved) => {
      const [x, k, value] = saved as [tf.Tensor, tf.Tensor, tf.Tensor];
      const cut = rectified ? tf.mul(slope, above(value)) : slope;
      return [product(cut, tf.transpose(k)), kernelSlope(x, cut), biasSlope(cut)];
    },
  )(rows, kernel, bias);
}

/** A rectified convolution over [batch, length, depth], of odd width, that keeps the length. */
export function convolution(input: tf.Tensor, kernel: tf.Tensor, bias: tf.Tensor, width: number): tf.Tensor {
  const [batch = 0, length = 0, depth = 0] = input.shape;
  const outputs = kernel.shape[1] ?? 0;
  return operation(
    ([x, k, b]) => {
      const places = neighbours(x as tf.Tensor, width);
      const value = affine(places, k as tf.Tensor, b as tf.Tensor, true);
      return { value: tf.reshape(value, [batch, length, outputs]), saved: [places, k as tf.Tensor, value] };
    },
    (slope, saved) => {
      const [places, k, value] = saved as [tf.Tensor, tf.Tensor, tf.Tensor];
      const cut = tf.mul(tf.reshape(slope, [batch * length, outputs]), above(value));
      // Backwards, a convolution is one with the kernel's taps in reverse order and each tap transposed.
      const taps = tf.transpose(tf.reshape(k, [width, depth, outputs]), [0, 2, 1]);
      const reversed = tf.reshape(tf.reverse(taps, 0), [width * outputs, depth]);
      const back = product(neighbours(tf.reshape(cut, [batch, length, outputs]), width), reversed);
      return [tf.reshape(back, [batch, length, depth]), kernelSlope(places, cut), biasSlope(cut)];
    },
  )(input, kernel, bias);
}

/**
 * [batch, length, depth] as [batch × length, width × depth]: each row a place with its neighbours. A row is one piece
 * of the memory of a padded drawing, and copying pieces is several times faster than the kernels for it.
 */
function neighbours(x: tf.Tensor, width: number): tf.Tensor {
  const [batch = 0, length = 0, depth = 0] = x.shape;
  const reach = (width - 1) / 2;
  const values = x.dataSync() as Float32Array;
  const padded = new Float32Array((length + 2 * reach) * depth);
  const rows = new Float32Array(batch * length * width * depth);
  for (let drawing = 0; drawing < batch; drawing++) {
    padded.set(values.subarray(drawing * length * depth, (drawing + 1) * length * depth), reach * depth);
    for (let i = 0; i < length; i++) {
      const piece = padded.subarray(i * depth, (i + width) * depth);
      rows.set(piece, (drawing * length + i) * width * depth);
    }
  }
  return tf.tensor2d(rows, [batch * length, width * depth]);
}

export function shaped(input: tf.Tensor, shape: number[]): tf.Tensor {
  return operation(
    ([x]) => ({ value: tf.reshape(x as tf.Tensor, shape), saved: [] }),
    (slope) => [tf.reshape(slope, input.shape)],
  )(input);
}

export function sum(one: tf.Tensor, other: tf.Tensor): tf.Tensor {
  return operation(
    ([a, b]) => ({ value: tf.add(a as tf.Tensor, b as tf.Tensor), saved: [] }),
    (slope) => [slope, slope],
  )(one, other);
}

/** Mean and greatest over the length, then the given measures: [batch, 2 × depth + measures]. */
export function pooled(input: tf.Tensor, measures: tf.Tensor): tf.Tensor {
  const [batch = 0, length = 0, depth = 0] = input.shape;
  const extra = measures.shape[1] ?? 0;
  return operation(
    ([x, m]) => {
      const most = tf.max(x as tf.Tensor, 1, true);
      const flat = tf.reshape(most, [batch, depth]);
      return { value: tf.concat([tf.mean(x as tf.Tensor, 1), flat, m as tf.Tensor], 1), saved: [x as tf.Tensor, most] };
    },
    (slope, [x, most]) => {
      const ofMean = tf.reshape(tf.slice(slope, [0, 0], [batch, depth]), [batch, 1, depth]);
      const ofMost = tf.reshape(tf.slice(slope, [0, depth], [batch, depth]), [batch, 1, depth]);
      const chosen = tf.relu(tf.sub(1, tf.mul(tf.sub(most as tf.Tensor, x as tf.Tensor), 1e30)));
      const back = tf.add(tf.mul(chosen, ofMost), tf.div(ofMean, length));
      return [back, tf.slice(slope, [0, 2 * depth], [batch, extra])];
    },
  )(input, measures);
}

/** Mean cross-entropy of chances from logits. */
export function crossEntropy(logits: tf.Tensor, targets: tf.Tensor): tf.Scalar {
  const rows = logits.shape[0] ?? 1;
  return operation(
    ([x, t]) => {
      const chances = tf.softmax(x as tf.Tensor2D);
      const loss = tf.neg(tf.sum(tf.mul(tf.log(tf.add(chances, 1e-9)), t as tf.Tensor)));
      return { value: tf.div(loss, rows), saved: [chances, t as tf.Tensor] };
    },
    (slope, [chances, t]) => [
      tf.div(tf.mul(tf.sub(chances as tf.Tensor, t as tf.Tensor), slope), rows),
      tf.zerosLike(t as tf.Tensor),
    ],
  )(logits, targets) as tf.Scalar;
}
