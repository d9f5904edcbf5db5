CREATE TABLE "heartbeats" (
	"source" text PRIMARY KEY NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"revision" bigint NOT NULL
);
