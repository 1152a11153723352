/** A graphite stroke and the arc of a blue pencil: a D. */
export function BrandMark({ size = 20 }: { size?: number }) {
  return (
    <svg
      viewBox="0 0 24 24"
      width={size}
      height={size}
      fill="none"
      strokeWidth="2.4"
      strokeLinecap="round"
      aria-hidden="true"
    >
      <path d="M6 4v16" stroke="var(--ink)" />
      <path d="M10 4.500c5.200 0 8.800 3 8.800 7.500s-3.600 7.500-8.800 7.500" stroke="var(--blue)" />
    </svg>
  );
}
