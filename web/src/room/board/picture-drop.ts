/** A drop that has been looked at and holds a plain picture: the canvas takes it. */
class PictureDrop extends DragEvent {}

export function isPictureDrop(event: Event): boolean {
  return event instanceof PictureDrop;
}

/** The canvas takes pictures from drops, whoever makes them. Without a place: in the middle of what is in sight. */
export function dropPicture(host: ParentNode, file: File, at?: { clientX: number; clientY: number }): void {
  const canvas = host.querySelector('canvas.interactive');
  if (canvas === null) return;
  const { left, top, width, height } = canvas.getBoundingClientRect();
  const place = at ?? { clientX: left + width / 2, clientY: top + height / 2 };
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(file);
  canvas.dispatchEvent(new PictureDrop('drop', { ...place, dataTransfer, bubbles: true, cancelable: true }));
}
