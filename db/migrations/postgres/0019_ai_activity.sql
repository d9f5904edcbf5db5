CREATE TABLE "ai_activity" (
	"id" text PRIMARY KEY NOT NULL,
	"version" bigint NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"revision" bigint NOT NULL,
	"deleted_at" timestamp (3) with time zone,
	"email" text NOT NULL,
	"day" text NOT NULL,
	"source" text NOT NULL,
	"is_active" boolean NOT NULL,
	"tools" jsonb NOT NULL,
	"models" jsonb NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX "ai_activity_identity" ON "ai_activity" USING btree ("email","day","source");--> statement-breakpoint
CREATE INDEX "ai_activity_day" ON "ai_activity" USING btree ("day","id");--> statement-breakpoint
CREATE INDEX "ai_activity_revision" ON "ai_activity" USING btree ("revision");