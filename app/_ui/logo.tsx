/** Strata displaced along a fault. */
export function Logo({ size = 22 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <rect width="32" height="32" rx="7" fill="var(--ink)" />
      <path d="M5 11h9M18 21h9" stroke="var(--card)" strokeWidth="3" strokeLinecap="round" />
      <path d="M19 6l-6 20" stroke="var(--sev-3)" strokeWidth="3" strokeLinecap="round" />
    </svg>
  );
}
