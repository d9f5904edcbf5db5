import type { NextConfig } from "next";

const everywhere = [
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "X-Frame-Options", value: "DENY" },
  { key: "Referrer-Policy", value: "same-origin" },
  { key: "Cross-Origin-Opener-Policy", value: "same-origin" },
  { key: "Permissions-Policy", value: "camera=(), microphone=(), geolocation=(), payment=()" },
];
/** Answers to programs are never pages. */
const data = [{ key: "Content-Security-Policy", value: "default-src 'none'; frame-ancestors 'none'" }];

const config: NextConfig = {
  output: "standalone",
  // The migrations are read from disk when the server starts, the definitions when their page is asked for.
  outputFileTracingIncludes: { "/**": ["./db/migrations/**/*", "./docs/definitions.md"] },
  // `npm run check` checks the types of everything; building need not do it again.
  typescript: { ignoreBuildErrors: true },
  reactStrictMode: true,
  poweredByHeader: false,
  headers: async () => [
    { source: "/:path*", headers: everywhere },
    { source: "/api/:path*", headers: data },
  ],
  // In development requests are listed with their address, and this one holds a token.
  logging: { incomingRequests: { ignore: [/^\/api\/v1\/hooks\/statuspage/] } },
  devIndicators: false,
  agentRules: false,
  serverExternalPackages: ["better-sqlite3", "pg", "pino"],
  experimental: {
    optimizePackageImports: [
      "@mantine/core",
      "@mantine/hooks",
      "@mantine/dates",
      "@mantine/form",
      "@mantine/spotlight",
      "@mantine/notifications",
      "@tabler/icons-react",
    ],
  },
};

export default config;
