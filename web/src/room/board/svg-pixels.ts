/**
 * A vector picture becomes pixels before it is sent: the hub keeps no SVG as a picture, because one may hold more than a
 * picture. Drawn through an image, which runs nothing and fetches nothing.
 */
interface Picture {
  dataURL: string;
  mimeType: string;
}

/** Sharp enough for twice its size. */
const scale = 2;
const longest = 2_880;

export async function asPixels(picture: Picture): Promise<Picture> {
  if (picture.mimeType !== 'image/svg+xml') return picture;
  const image = new Image();
  image.src = picture.dataURL;
  await image.decode();
  const width = image.naturalWidth || 300;
  const height = image.naturalHeight || 150;
  const factor = Math.min(scale, longest / Math.max(width, height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(width * factor));
  canvas.height = Math.max(1, Math.round(height * factor));
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return { dataURL: canvas.toDataURL('image/png'), mimeType: 'image/png' };
}
