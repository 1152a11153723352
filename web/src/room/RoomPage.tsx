export function RoomPage() {
  return <main id="content" />;
}
