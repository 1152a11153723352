import { describe, expect, it } from 'vitest';
import { addressesOf, bytesOf, pathOf } from './model-files.ts';

describe('a reference in a model', () => {
  it('is read from where the model lies', () => {
    expect(pathOf('Textures/wood%20dark.png', 'car/car.glb')).toBe('car/Textures/wood dark.png');
    expect(pathOf('../shared/./a.bin', 'car/parts/x.gltf')).toBe('car/shared/a.bin');
    expect(pathOf('a.png?v=2#x', 'x.gltf')).toBe('a.png');
    expect(pathOf('tex\\a.png', 'x.gltf')).toBe('tex/a.png');
    expect(pathOf('100%.png', 'x.gltf')).toBe('100%.png');
  });

  it('[VIEW-1] never leads out of the release or to another host', () => {
    for (const reference of [
      'https://example.org/a.png',
      '//example.org/a.png',
      'file:///etc/passwd',
      '../a.png',
      '',
    ]) {
      expect(pathOf(reference, 'x.gltf'), reference).toBeNull();
    }
    expect(pathOf('/a.png', 'x.gltf')).toBe('a.png');
  });

  it('means a file by its path, and one that differs in capitals where there is no other', () => {
    const files = [
      { path: 'Tex/A.png', url: 'upper' },
      { path: 'Tex/b.png', url: 'b' },
    ];
    const address = addressesOf(files, 'x.glb');
    expect(address('Tex/A.png')).toBe('upper');
    expect(address('tex/a.PNG')).toBe('upper');
    expect(address('Tex/c.png')).toBeNull();
  });

  it('may be its own bytes', () => {
    expect([...new Uint8Array(bytesOf('data:application/octet-stream;base64,AAEC'))]).toEqual([0, 1, 2]);
    expect(new TextDecoder().decode(bytesOf('data:text/plain,a%20b'))).toBe('a b');
  });
});
