/** The harbour boat of build/icons/logo.svg, inline so that it takes the theme's colour. */
export function Logo({ size = 20 }: { size?: number }) {
  return (
    <svg viewBox="0 0 16 16" width={size} height={size} fill="currentColor" aria-hidden="true">
      <rect x="6" y="2" width="3" height="3" rx=".6" opacity=".4" />
      <rect x="4" y="6" width="3" height="3" rx=".6" opacity=".6" />
      <rect x="8" y="6" width="3" height="3" rx=".6" opacity=".8" />
      <path d="M.5 10h14a.4.4 0 0 1 .36.58l-1.42 2.96a.8.8 0 0 1-.72.46H2.28a.8.8 0 0 1-.72-.46L.14 10.58A.4.4 0 0 1 .5 10Z" />
    </svg>
  );
}
