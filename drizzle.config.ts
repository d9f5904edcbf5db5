import { defineConfig } from "drizzle-kit";

const postgres = /^postgres(ql)?:/.test(process.env.DATABASE_URL ?? "");

export default defineConfig({
  dialect: postgres ? "postgresql" : "sqlite",
  schema: "./db/schema/index.ts",
  out: process.env.MIGRATIONS_FOLDER ?? (postgres ? "./db/migrations/postgres" : "./db/migrations/sqlite"),
  casing: "snake_case",
});
