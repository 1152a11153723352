let known: boolean | undefined;

/** Some browsers and machines have no WebGL 2, or switched it off. */
export function hasWebGl(): boolean {
  known ??= document.createElement('canvas').getContext('webgl2') !== null;
  return known;
}
