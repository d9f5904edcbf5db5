import type { NextConfig } from "next";

const config: NextConfig = {
  output: "standalone",
  // The migrations are read from disk when the server starts.
  outputFileTracingIncludes: { "/**": ["./db/migrations/**/*"] },
  // `npm run check` checks the types of everything; building need not do it again.
  typescript: { ignoreBuildErrors: true },
  reactStrictMode: true,
  poweredByHeader: false,
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
