import type { NextConfig } from "next";

const config: NextConfig = {
  output: "standalone",
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
